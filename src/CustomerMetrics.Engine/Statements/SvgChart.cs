using System.IO;
using System.Text;

namespace CustomerMetrics.Engine.Statements;

/// <summary>Draws a chart as what it is.</summary>
internal static class SvgChart
{
    public static void Draw(StatementChart chart, StringBuilder html)
    {
        switch (chart)
        {
            case WaterfallChart waterfall:
                SvgWaterfall.Draw(waterfall, html);
                break;
            case BandChart band:
                SvgBand.Draw(band, html);
                break;
            case LinesChart lines:
                SvgLines.Draw(lines, html);
                break;
            case PairsChart pairs:
                SvgPairs.Draw(pairs, html);
                break;
            case CurveChart curve:
                SvgCurve.Draw(curve, html);
                break;
            case FlowChart flow:
                SvgFlow.Draw(flow, html);
                break;
            default:
                throw new InvalidDataException("A page knows no chart of the kind " + chart.GetType().Name + ".");
        }
    }
}
