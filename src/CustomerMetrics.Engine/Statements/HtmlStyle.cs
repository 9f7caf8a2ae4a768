namespace CustomerMetrics.Engine.Statements;

/// <summary>The look of the page. Every colour is a variable, so that the charts follow a light or dark page, and paper is always light.</summary>
internal static class HtmlStyle
{
    public const string Light = """
          --paper: #fff; --ink: #16191d; --soft: #565f6b; --rule: #d9dde2; --strong: #16191d;
          --green: #1a7f37; --yellow: #9a6700; --red: #c62828;
          --accent: #0b5d8f; --range: #cfe3f0; --edge: #5f93b5; --stand: #7b8694; --loss: #16191d;
          --t1: #ecf5fa; --t2: #d4e8f4; --t3: #bbdaed; --t4: #a2cde7; --t5: #8ac0e1; --t6: #71b3da; --t7: #58a5d4; --t8: #4098cd;

        """;

    public const string Dark = """
            --paper: #14171b; --ink: #e6e9ed; --soft: #a2acb8; --rule: #343b44; --strong: #aab3bd;
            --green: #4ac26b; --yellow: #e3b341; --red: #ff7b72;
            --accent: #6cb8ea; --range: #1f3d52; --edge: #3f7ea6; --stand: #8a95a3; --loss: #e6e9ed;
            --t1: #17212a; --t2: #192c3a; --t3: #1c3749; --t4: #1f4159; --t5: #224c69; --t6: #255778; --t7: #276288; --t8: #2a6c98;

        """;

    public const string Sheet = """
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; }
        body {
          margin: 0; background: var(--paper); color: var(--ink);
          font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
        }
        main { max-width: 68rem; margin: 0 auto; padding: clamp(1.5rem, 5vw, 4.5rem) clamp(1rem, 4vw, 2.5rem); overflow-wrap: anywhere; }
        h1 { margin: 0 0 1rem; font-size: .9375rem; font-weight: 600; line-height: 1.4; color: var(--accent); }
        .lead { margin: 0 0 2.25rem; max-width: 28em; font-size: clamp(1.375rem, 1rem + 1.7vw, 2.125rem); line-height: 1.32; letter-spacing: -.011em; text-wrap: pretty; }
        h2 { margin: 0 0 1.5rem; font-size: 1.5rem; font-weight: 650; line-height: 1.25; letter-spacing: -.012em; text-wrap: balance; }
        section { margin-top: clamp(3rem, 7vw, 5rem); padding-top: 1.25rem; border-top: 2px solid var(--strong); }
        p { max-width: 44em; margin: 0 0 1rem; }
        dl { margin: 0; } dd { margin: 0; }
        .facts { display: flex; flex-wrap: wrap; gap: .75rem 2.5rem; font-size: .875rem; line-height: 1.45; }
        .facts dt { color: var(--soft); }
        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 12.5rem), 1fr)); gap: 0 2rem; margin-bottom: 2.75rem; }
        .figures > div { display: grid; grid-row: span 3; grid-template-rows: subgrid; row-gap: 0; align-content: start; }
        .figures dt { align-self: end; }
        .figures dt, .figures dd { font-size: .875rem; line-height: 1.45; }
        .figures dd { color: var(--soft); }
        .figures .value { margin: .125rem 0; font-size: 2rem; font-weight: 600; line-height: 1.2; letter-spacing: -.02em; color: var(--ink); font-variant-numeric: tabular-nums; white-space: nowrap; }
        .figures .long { font-size: 1.25rem; line-height: 1.92; white-space: normal; }
        figure { margin: 0 0 2.75rem; }
        p:not(.note) + figure { margin-top: 2.75rem; }
        figcaption { max-width: 44em; margin-bottom: 1.25rem; color: var(--soft); }
        figcaption strong { display: block; font-weight: 600; color: var(--ink); }
        svg { display: block; width: 100%; height: auto; overflow: visible; }
        svg text { fill: var(--ink); font-family: inherit; font-variant-numeric: tabular-nums; }
        .panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 14.5rem), 1fr)); gap: 2rem 1.5rem; }
        .panels.wide { grid-template-columns: repeat(auto-fill, minmax(min(100%, 18.5rem), 1fr)); }
        .panels.few { grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 20rem)); }
        .panel { max-width: 26rem; }
        .stand { fill: var(--stand); }
        .gain { fill: var(--accent); }
        .loss { fill: none; stroke: var(--loss); stroke-width: 1; }
        .hatch { fill: none; stroke: var(--loss); stroke-width: 1; }
        .open .stand, .open .gain { fill: var(--paper); stroke: var(--stand); stroke-dasharray: 3 2; }
        .open .gain { stroke: var(--accent); }
        .open .loss { stroke-dasharray: 3 2; }
        .link { fill: none; stroke: var(--soft); stroke-width: .75; }
        .axis { fill: none; stroke: var(--soft); stroke-width: 1; }
        .grid { fill: none; stroke: var(--rule); stroke-width: 1; }
        .gap { fill: var(--paper); }
        .cut { fill: none; stroke: var(--soft); stroke-width: 1; }
        svg .period { font-size: 12.5px; font-weight: 600; }
        svg .value { font-size: 11px; font-weight: 600; text-anchor: middle; }
        svg .zero { font-weight: 400; fill: var(--soft); }
        svg .name { font-size: 10.5px; fill: var(--soft); text-anchor: middle; }
        .band .value { paint-order: stroke; stroke: var(--paper); stroke-width: 3px; stroke-linejoin: round; }
        .band .value, .band .name, .band .tick { font-size: 12.5px; }
        svg .tick { fill: var(--soft); text-anchor: end; }
        .line { fill: none; stroke: var(--accent); stroke-width: 2; stroke-linejoin: round; }
        .dot { fill: var(--accent); stroke: var(--paper); stroke-width: 1.5; }
        .range { fill: var(--range); stroke: var(--edge); stroke-width: .75; }
        .whisker { fill: none; stroke: var(--edge); stroke-width: 6; }
        .alike { fill: none; stroke: var(--soft); stroke-width: 1; stroke-dasharray: 2 4; }
        .curve .name, .curve .tick, .curve .mark, .flow .label { font-size: 12.5px; }
        svg .mark { font-weight: 600; paint-order: stroke; stroke: var(--paper); stroke-width: 3px; stroke-linejoin: round; }
        svg .end { text-anchor: end; } svg .start { text-anchor: start; }
        .flow.tight .label { font-size: 11px; }
        svg.curve.spacious { max-width: 45rem; }
        .stream { stroke: var(--paper); stroke-width: .5; }
        .line.second { stroke: var(--strong); stroke-dasharray: 6 4; } .dot.second { fill: var(--strong); }
        .lines .value, .lines .name, .lines .tick, .pairs .label, .pairs .number { font-size: 12.5px; }
        .lines .value { paint-order: stroke; stroke: var(--paper); stroke-width: 3px; stroke-linejoin: round; }
        .pairs .number { font-weight: 600; }
        svg.pairs.spacious { max-width: 45rem; }
        .key { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: 0 0 1rem; padding: 0; list-style: none; font-size: .875rem; line-height: 1.45; }
        .key li { display: flex; align-items: center; gap: .5rem; margin: 0; padding: 0; }
        .key svg { flex: none; width: 1.5rem; height: .75rem; }
        nav { margin-top: 2.25rem; font-size: .875rem; line-height: 1.45; }
        nav ul { display: flex; flex-wrap: wrap; gap: 0 1.75rem; margin: 0; padding: 0; list-style: none; }
        nav li { margin: 0; padding: 0; }
        nav a { display: inline-block; padding: .25rem 0; color: var(--accent); text-underline-offset: .2em; text-decoration-thickness: 1px; }
        nav a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
        .kept { fill: var(--range); stroke: var(--edge); }
        .moved, .came { fill: var(--accent); }
        .came { fill-opacity: .75; }
        .out { fill: var(--stand); fill-opacity: .9; }
        svg.tight { display: none; }
        .scroll { margin: 0 0 .75rem; overflow-x: auto; }
        .scroll:focus-visible, .panels:focus-visible { outline: 2px solid var(--accent); outline-offset: 4px; }
        table { width: 100%; border-collapse: collapse; font-size: .875rem; line-height: 1.4; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
        caption { position: sticky; inset-inline-start: 0; max-width: calc(100vw - 2rem); padding-bottom: .5rem; text-align: start; font-size: 1rem; font-weight: 600; }
        th, td { padding: .5rem 0 .5rem 1.25rem; text-align: start; vertical-align: top; border-bottom: 1px solid var(--rule); }
        th:first-child { padding-inline-start: 0; }
        thead th { vertical-align: bottom; font-weight: 600; color: var(--soft); border-bottom-color: var(--strong); }
        tbody th, tfoot th { position: sticky; inset-inline-start: 0; background: var(--paper); font-weight: 500; white-space: nowrap; }
        table.short { width: auto; min-width: min(100%, 32rem); }
        table.even .n { width: 11%; }
        table.even :first-child:nth-last-child(-n+7) ~ .n { width: 15%; }
        td:not(.n) { min-width: 11rem; }
        .n { text-align: end; } td.n { white-space: nowrap; }
        .note { margin: 0 0 .375rem; font-size: .875rem; line-height: 1.45; color: var(--soft); }
        .note + .scroll, .note + figure { margin-top: 2.75rem; } .scroll + .scroll { margin-top: 2.75rem; }
        .panels + .note { margin-top: 1rem; }
        ol { max-width: 46em; margin: 0; padding-inline-start: 1.5em; font-size: .875rem; line-height: 1.5; color: var(--soft); }
        li { margin-bottom: .5rem; padding-inline-start: .25em; }
        @media (max-width: 40rem) {
          svg.spacious { display: none; }
          svg.tight { display: block; }
          .panels, .panels.wide { display: flex; gap: 1rem; overflow-x: auto; scroll-snap-type: x proximity; padding-bottom: .75rem; }
          .panel { flex: 0 0 78%; min-width: 0; max-width: 19rem; scroll-snap-align: start; }
          .wide .panel { flex-basis: 88%; }
          .figures { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 1.25rem; }
          .figures > div { padding-bottom: 1.25rem; }
          .figures .value { font-size: 1.5rem; }
        }
        @media print {
          nav { display: none; }
          .scroll:not(:has(tbody tr:nth-child(13))) { break-inside: avoid; }
          @page { margin: 16mm 15mm; }
          html { font-size: 9.5pt; }
          main { max-width: none; padding: 0; }
          .lead { margin-bottom: 1.25rem; font-size: 1.625rem; }
          section { margin-top: 1.75rem; padding-top: .75rem; }
          h2 { margin-bottom: 1rem; }
          .figures, figure { margin-bottom: 1.5rem; }
          figcaption { margin-bottom: .75rem; }
          .figures .value { font-size: 1.625rem; }
          h2, figcaption, caption { break-after: avoid; }
          figure, .figures, .panel, tr, li { break-inside: avoid; }
          thead, tbody tr:first-child { break-after: avoid; }
          .figures { grid-template-columns: repeat(4, 1fr); }
          .panels, .panels.wide { display: grid; overflow: visible; padding: 0; }
          .panel { max-width: none; }
          .panels { grid-template-columns: repeat(4, 1fr); gap: .75rem 1rem; }
          .panels.wide { grid-template-columns: repeat(3, 1fr); }
          .panels.few { grid-template-columns: repeat(2, 1fr); }
          thead { display: table-header-group; }
          .scroll { overflow: visible; }
          th, td { padding: .25rem 0 .25rem .375rem; }
          td:not(.n) { min-width: 0; }
          tbody th, tfoot th { position: static; }
          svg.spacious { display: block; }
          svg.tight { display: none; }
          * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        }

        """;

    /// <summary>What only a matrix needs. Ink on every tint has the contrast of text, in light and dark.</summary>
    public const string Matrix = """
        .matrix { width: auto; }
        .matrix .n { padding: .5rem; }
        .matrix th:first-child:not(.n) { padding-inline-end: .75rem; }
        .matrix thead tr:first-child th:first-child { position: sticky; inset-inline-start: 0; background: var(--paper); }
        .matrix th[scope=colgroup] { padding-inline-start: .5rem; border-bottom-color: var(--rule); }
        .matrix td { border-inline-start: 1px solid var(--paper); }
        .matrix td:nth-child(n+3) { border-bottom-color: var(--paper); }
        .matrix td:nth-child(n+3), .matrix tr + tr th.n { min-width: 4.125em; }
        .matrix .n:nth-child(2):not(tr + tr th) { padding-inline-end: 1rem; }
        .matrix tfoot > * > * { border-top: 1px solid var(--strong); font-weight: 600; }
        .t1 { background: var(--t1); } .t2 { background: var(--t2); } .t3 { background: var(--t3); } .t4 { background: var(--t4); }
        .t5 { background: var(--t5); } .t6 { background: var(--t6); } .t7 { background: var(--t7); } .t8 { background: var(--t8); }
        @media (max-width: 40rem) {
          .matrix .n { padding-inline: .375rem; }
          .matrix .n:nth-child(2):not(tr + tr th) { padding-inline-end: .625rem; }
        }
        @media print {
          .matrix .n { padding: .25rem .1875rem; }
          .matrix td:nth-child(n+3), .matrix tr + tr th.n { min-width: 0; }
          .matrix { break-inside: avoid; }
          p:has(+ .scroll > .matrix) { break-inside: avoid; break-after: avoid; }
          .matrix thead tr:first-child th:first-child { position: static; }
          .matrix tfoot { display: table-row-group; }
        }

        """;

    /// <summary>What only the signals of a table need.</summary>
    public const string Signals = """
        .signal { white-space: nowrap; } td.signal { min-width: 0; }
        svg.mark { display: inline-block; width: .75em; height: .75em; margin-inline-end: .5em; }
        .green { fill: var(--green); } .yellow { fill: var(--yellow); } .red { fill: var(--red); }

        """;

    /// <summary>What only long sections with bars in their tables need.</summary>
    public const string Bars = """
        svg.bar { height: .75rem; margin-top: .25rem; }
        .note + p:not(.note) { margin-top: 2.75rem; }

        """;

    /// <summary>What only a page with a logo needs. On a dark page it keeps the white that most of them are drawn for.</summary>
    public const string Logo = """
        .logo { display: block; max-width: min(100%, 15rem); max-height: 3.5rem; margin: 0 0 1.5rem; background: #fff; box-shadow: 0 0 0 .375rem #fff; }

        """;

    /// <summary>What the page tells the browser of its colours, for what the browser draws itself.</summary>
    public static string Schemes(StatementTheme theme) => theme switch
    {
        StatementTheme.Light => "light",
        StatementTheme.Dark => "dark",
        _ => "light dark",
    };

    public static string Colours(StatementTheme theme) => Root(Light) + theme switch
    {
        StatementTheme.Light => "",
        StatementTheme.Dark => "@media screen {\n" + Root(Dark) + "}\n",
        _ => "@media screen and (prefers-color-scheme: dark) {\n" + Root(Dark) + "}\n",
    };

    private static string Root(string colours) => ":root {\n" + colours + "}\n";
}
