using AssemblyBot.Benchmarks.Engine;
using BenchmarkDotNet.Running;

switch (args)
{
    case ["engine", ..]:
        return EngineTable.Run(args[1..]);
    case ["quality"]:
        return QualityTable.Run();
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
