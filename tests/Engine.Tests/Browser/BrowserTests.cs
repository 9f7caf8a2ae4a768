using System;
using System.Linq;
using System.Text;
using CustomerMetrics.Engine.Tests.Mail;
using CustomerMetrics.Engine.Tests.Statements;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Browser;

/// <summary>The pages of the samples in a real browser.</summary>
public sealed class BrowserTests(ChromiumFixture browser) : IClassFixture<ChromiumFixture>
{
    // A4 within its margins, in pixels.
    private const int PaperWidth = 680;

    // What sticks out of the page and is not in a region that scrolls.
    private const string Overflow = """
        (() => {
          const page = document.scrollingElement, scrolls = e => e && (e !== page && e !== document.body && /auto|scroll|hidden/.test(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
          const out = [...document.body.querySelectorAll('*')].filter(e => !e.closest('svg svg, svg *') && e.getBoundingClientRect().right > page.clientWidth + 1 && !scrolls(e));
          return [page.scrollWidth - page.clientWidth, ...out.map(e => e.outerHTML.slice(0, 120))];
        })()
        """;

    // Every text that can be seen against the colour behind it, by the formula of WCAG.
    private const string FaintTexts = """
        (() => {
          const parse = c => { const n = c.match(/[\d.]+/g).map(Number); return n.length > 3 ? n : [...n, 1]; };
          const light = c => c.slice(0, 3).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
          const ground = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c[3] > 0) return c; } return [255, 255, 255]; };
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), faint = [];
          let count = 0;
          for (let node; node = walker.nextNode();) {
            const e = node.parentElement;
            if (!node.data.trim() || e.closest('title, desc') || !e.checkVisibility()) continue;
            const style = getComputedStyle(e), ink = light(parse(e.closest('svg') ? style.fill : style.color)), back = light(ground(e));
            const contrast = (Math.max(ink, back) + .05) / (Math.min(ink, back) + .05);
            count++;
            if (contrast < 4.5) faint.push(contrast.toFixed(2) + ' ' + node.data.trim());
          }
          return [count, ...faint];
        })()
        """;

    // Regions that scroll are reached by the keyboard, and show it.
    private const string Unreachable = """
        [...document.querySelectorAll('*')].filter(e => /auto|scroll/.test(getComputedStyle(e).overflowX) && e !== document.scrollingElement).filter(e => {
          e.focus({ focusVisible: true });
          const style = getComputedStyle(e);
          return document.activeElement !== e || style.outlineStyle !== 'solid' || parseFloat(style.outlineWidth) < 2 || !e.getAttribute('aria-label') || e.getAttribute('role') !== 'region';
        }).map(e => e.outerHTML.slice(0, 120))
        """;

    public static TheoryData<string, int> PagesAndWidths => new(
        from page in new[] { SampleStatements.Shop, SampleStatements.Subscriptions, SampleStatements.Window }
        from width in new[] { 360, 1280 }
        select (page, width));

    public static TheoryData<string, int> MailsAndWidths => new(
        from page in new[] { SampleStatements.Shop, SampleStatements.Subscriptions, SampleStatements.Window }
        from width in new[] { 360, 600 }
        select (page, width));

    [Theory]
    [MemberData(nameof(PagesAndWidths))]
    public void PageIsQuietAndFits(string name, int width)
    {
        using var page = Open(Given.Html(SampleStatements.Of(name)), width);
        Assert.Equal("[0]", page.Evaluate(Overflow).ToString());
        Assert.Equal("[]", page.Evaluate(Unreachable).ToString());
        Assert.Equal([page.Address], page.Requests);
        Assert.Empty(page.Messages);
    }

    [Theory]
    [InlineData(SampleStatements.Shop)]
    [InlineData(SampleStatements.Subscriptions)]
    [InlineData(SampleStatements.Window)]
    public void PageIsPrintedWhole(string name)
    {
        using var page = Open(Given.Html(SampleStatements.Of(name)), PaperWidth);
        Assert.Equal("%PDF-", Encoding.ASCII.GetString(page.Print(), 0, 5));
        page.ShowAsPrinted();
        Assert.Equal("[0]", page.Evaluate(Overflow).ToString());
        Assert.Empty(page.Messages);
    }

    [Fact]
    public void LogoIsShownAndAsksForNothing()
    {
        var logo = new StatementLogo { ContentType = "image/gif", Content = Convert.FromBase64String("R0lGODlhAQABAIAAAAtdjwAAACwAAAAAAQABAAACAkQBADs=") };
        using var page = Open(Given.Html(SampleStatements.Of(SampleStatements.Window) with { Logo = logo }), 1280);
        Assert.Equal("1", page.Evaluate("document.querySelector('.logo').naturalWidth").ToString());
        Assert.All(page.Requests, request => Assert.True(request == page.Address || request.StartsWith("data:", StringComparison.Ordinal)));
        Assert.Empty(page.Messages);
    }

    [Fact]
    public void ThemeGoesBeforeTheReader()
    {
        var statement = SampleStatements.Of(SampleStatements.Window);
        Assert.Equal("rgb(255, 255, 255)", Paper(StatementTheme.Light, isDark: true));
        Assert.Equal("rgb(20, 23, 27)", Paper(StatementTheme.Dark, isDark: false));
        Assert.Equal("rgb(20, 23, 27)", Paper(StatementTheme.Auto, isDark: true));

        string? Paper(StatementTheme theme, bool isDark)
        {
            using var page = Open(Given.Html(statement with { Theme = theme }), 1280, isDark);
            return page.Evaluate("getComputedStyle(document.body).backgroundColor").GetString();
        }
    }

    [Fact]
    public void ChecksSeeWhatIsWrong()
    {
        const string Bad = "<body style='margin:0'><p style='width:2000px;color:#999'>wide</p><div style='overflow-x:auto'>x</div><img src='missing.png'><script>console.log(1)</script>";
        using var page = Open(Bad, 1280);
        Assert.Equal("720", page.Evaluate(Overflow)[0].ToString());
        Assert.Equal(1, page.Evaluate(Unreachable).GetArrayLength());
        Assert.Equal("2.85 wide", page.Evaluate(FaintTexts)[1].ToString());
        Assert.Equal(2, page.Requests.Count());
        Assert.NotEmpty(page.Messages);
    }

    [Theory]
    [MemberData(nameof(MailsAndWidths))]
    public void MailIsQuietAndFits(string name, int width)
    {
        using var page = Open(Mail(name), width);
        Assert.Equal("[0]", page.Evaluate(Overflow).ToString());
        Assert.Equal([page.Address], page.Requests);
        Assert.Empty(page.Messages);
    }

    [Theory]
    [InlineData(SampleStatements.Shop, false)]
    [InlineData(SampleStatements.Shop, true)]
    [InlineData(SampleStatements.Subscriptions, false)]
    [InlineData(SampleStatements.Subscriptions, true)]
    public void TextHasContrast(string name, bool isDark)
    {
        foreach (var html in new[] { Given.Html(SampleStatements.Of(name)), Mail(name) })
        {
            using var page = Open(html, 1280, isDark);
            var texts = page.Evaluate(FaintTexts).EnumerateArray().Select(text => text.ToString()).ToArray();
            Assert.Empty(texts[1..]);
            Assert.NotEqual("0", texts[0]);
        }
    }

    private static string Mail(string name) => TestSource.Engine.NewMail(SampleStatements.Of(name), GivenMail.Query).HtmlBody;

    private BrowserPage Open(string html, int width, bool isDark = false) => new(browser.Chromium, html, width, isDark);
}
