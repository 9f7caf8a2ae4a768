using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace CustomerMetrics.Help;

internal static class CmdletReader
{
    public static IReadOnlyList<Cmdlet> Read(string assembly) => Assembly.LoadFrom(assembly).GetExportedTypes()
        .Where(type => !type.IsAbstract && Find<CmdletAttribute>(type) is not null)
        .Select(Read)
        .OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal)
        .ToList();

    private static Cmdlet Read(Type type)
    {
        var cmdlet = Find<CmdletAttribute>(type)!;
        var parameters = type.GetProperties().Where(property => All<ParameterAttribute>(property).Any()).Select(Read).ToList();
        if (Named(cmdlet, nameof(CmdletAttribute.SupportsShouldProcess)) is true)
        {
            parameters.Add(Common("WhatIf", "wi"));
            parameters.Add(Common("Confirm", "cf"));
        }

        return new Cmdlet(
            (string)cmdlet.ConstructorArguments[0].Value!,
            (string)cmdlet.ConstructorArguments[1].Value!,
            Named(cmdlet, nameof(CmdletAttribute.DefaultParameterSetName)) as string,
            parameters,
            All<OutputTypeAttribute>(type).SelectMany(output => Values(output)).OfType<Type>().Distinct().ToList());
    }

    private static Parameter Read(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var element = type.IsArray ? type.GetElementType()! : type;
        var validated = All<ValidateSetAttribute>(property).SelectMany(Values).OfType<string>();
        return new Parameter(
            property.Name,
            type,
            All<ParameterAttribute>(property).Select(Read).ToList(),
            All<AliasAttribute>(property).SelectMany(Values).OfType<string>().ToList(),
            Find<SupportsWildcardsAttribute>(property) is not null,
            element.IsEnum && element.Assembly != typeof(object).Assembly ? Enum.GetNames(element) : validated.ToList());
    }

    private static ParameterSet Read(CustomAttributeData parameter) => new(
        Named(parameter, nameof(ParameterAttribute.ParameterSetName)) as string ?? ParameterAttribute.AllParameterSets,
        Named(parameter, nameof(ParameterAttribute.Mandatory)) is true,
        Named(parameter, nameof(ParameterAttribute.Position)) as int?,
        Named(parameter, nameof(ParameterAttribute.ValueFromPipeline)) is true,
        Named(parameter, nameof(ParameterAttribute.ValueFromPipelineByPropertyName)) is true,
        Named(parameter, nameof(ParameterAttribute.ValueFromRemainingArguments)) is true);

    private static Parameter Common(string name, string alias) => new(
        name,
        typeof(SwitchParameter),
        [new ParameterSet(ParameterAttribute.AllParameterSets, Required: false, Position: null, ByValue: false, ByPropertyName: false, Remaining: false)],
        [alias],
        Wildcards: false,
        []);

    private static IEnumerable<CustomAttributeData> All<T>(MemberInfo member)
        where T : Attribute
    {
        // Data of attributes is not inherited by overriding properties; the base declares them once.
        for (var at = member; at is not null; at = at is Type type ? type.BaseType : null)
        {
            foreach (var data in at.GetCustomAttributesData().Where(data => data.AttributeType == typeof(T)))
            {
                yield return data;
            }
        }
    }

    private static CustomAttributeData? Find<T>(MemberInfo member)
        where T : Attribute => All<T>(member).FirstOrDefault();

    private static object? Named(CustomAttributeData data, string name) =>
        data.NamedArguments.Where(argument => argument.MemberName == name).Select(argument => argument.TypedValue.Value).FirstOrDefault();

    /// <summary>The constructor's values, with those of a params array spread out.</summary>
    private static IEnumerable<object?> Values(CustomAttributeData data) => data.ConstructorArguments.SelectMany(argument =>
        argument.Value is IEnumerable<CustomAttributeTypedArgument> many ? many.Select(one => one.Value) : [argument.Value]);
}
