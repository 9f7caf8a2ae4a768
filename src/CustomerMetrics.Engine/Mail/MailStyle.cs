namespace CustomerMetrics.Engine.Mail;

/// <summary>The look of a mail. It stands in the elements, since many programs read no sheet; the sheet only turns it dark where that is asked for.</summary>
internal static class MailStyle
{
    public const string Fonts = "-apple-system,'Segoe UI',Roboto,Arial,sans-serif";
    public const string Ink = "#16191d";
    public const string Soft = "#565f6b";
    public const string Rule = "#ddd";
    public const string Accent = "#0b5d8f";
    public const string Stand = "#7b8694";
    public const string Green = "#1a7f37";
    public const string Yellow = "#9a6700";
    public const string Red = "#c62828";

    /// <summary>From a share of nothing to the largest of a matrix.</summary>
    public static readonly string[] Tints = ["#ecf5fa", "#d4e8f4", "#bbdaed", "#a2cde7", "#8ac0e1", "#71b3da", "#58a5d4", "#4098cd"];

    /// <summary>Outlook takes fonts from a sheet alone, once tables stand in tables.</summary>
    public const string Sheet = """
        <!--[if mso]><style>td,th,p,h1,h2{font-family:Arial,sans-serif}.d td,.d th{font-size:13px}.d th,.d td{border-bottom:1px solid #d9dde2}</style><![endif]-->
        <style>
        @media (prefers-color-scheme:dark){
        body,.p{background:#14171b!important}
        .i,.i tr{color:#e6e9ed!important;border-color:#343b44!important}
        .i .s,.s{color:#a2acb8!important}
        .i .a,.a{color:#6cb8ea!important}
        .g{background:#6cb8ea!important}.t{background:#8a95a3!important}.l{background:#e6e9ed!important}
        .y1{color:#4ac26b!important}.y2{color:#e3b341!important}.y3{color:#ff7b72!important}
        .t1{background:#17212a!important}.t2{background:#192c3a!important}.t3{background:#1c3749!important}.t4{background:#1f4159!important}
        .t5{background:#224c69!important}.t6{background:#255778!important}.t7{background:#276288!important}.t8{background:#2a6c98!important}
        }
        </style>

        """;
}
