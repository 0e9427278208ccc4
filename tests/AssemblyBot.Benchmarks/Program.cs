using AssemblyBot.Benchmarks.Engine;
using AssemblyBot.Benchmarks.Figures;
using BenchmarkDotNet.Running;

// Whole-product figures have a name; everything else is BenchmarkDotNet's.
switch (args)
{
    case ["intake", "discord", .. var rest]:
        await DiscordIntakeFigure.RunAsync(rest);
        return 0;
    case ["intake", .. var rest]:
        await IntakeFigure.RunAsync(rest);
        return 0;
    case ["memory", .. var rest]:
        await MemoryFigure.RunAsync(rest);
        return 0;
    case ["store", .. var rest]:
        await StoreFigure.RunAsync(rest);
        return 0;
    case ["engine", .. var rest]:
        return EngineTable.Run(rest);
    case ["quality", .. var rest]:
        return QualityTable.Run(rest);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(IntakeFigure).Assembly).Run(args);
        return 0;
}
