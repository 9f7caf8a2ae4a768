using System.Collections.Generic;

namespace CustomerMetrics.Engine.Sources.Spend;

/// <summary>The places of the columns of a table of spend; -1 is none.</summary>
internal sealed record SpendColumns(IReadOnlyList<string> Header, int Channel, int Period, int Start, int End, int Cost)
{
    public const string Parameter = "-Spend";

    private static readonly string[][] ChannelNames = [["channel", "acquisitionchannel", "marketingchannel", "channelname"], ["source", "medium", "campaign"]];

    private static readonly string[][] PeriodNames = [["period", "month", "quarter", "year"], .. ColumnMapper.DateNames];

    private static readonly string[][] StartNames = [["start", "startdate", "from", "periodstart"]];

    private static readonly string[][] EndNames = [["end", "enddate", "to", "until", "periodend"]];

    private static readonly string[][] CostNames = [["cost", "spend", "spent", "costs", "adspend", "budget", "amount"]];

    public static SpendColumns Map(IReadOnlyList<string> header, ColumnMapper mapper)
    {
        var channel = mapper.Required(null, ChannelNames, "channel", Parameter);
        var start = mapper.Recognise(StartNames, "start of the time", Parameter);
        return new(
            header,
            channel,
            start < 0 ? mapper.Required(null, PeriodNames, "period", Parameter) : -1,
            start,
            start < 0 ? -1 : mapper.Required(null, EndNames, "last day of the time", Parameter),
            mapper.Required(null, CostNames, "cost", Parameter));
    }
}
