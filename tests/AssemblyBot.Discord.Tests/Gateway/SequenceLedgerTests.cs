using AssemblyBot.Discord.Gateway;

namespace AssemblyBot.Discord.Tests.Gateway;

public sealed class SequenceLedgerTests
{
    [Fact]
    public void What_is_kept_stays_before_the_first_that_is_not_handled()
    {
        var ledger = new SequenceLedger(1);
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        ledger.Take(2, Task.CompletedTask);
        ledger.Take(3, first.Task);
        ledger.Take(4, second.Task);
        ledger.Take(5, Task.CompletedTask);
        Assert.Equal((5, 2), (ledger.Last, ledger.Handled));

        second.SetResult();
        Assert.Equal(2, ledger.Handled);

        first.SetException(new IOException("handled badly is handled"));
        Assert.Equal((5, 5), (ledger.Last, ledger.Handled));
    }

    [Fact]
    public void An_event_that_comes_twice_moves_nothing_back_for_good()
    {
        var ledger = new SequenceLedger(10);
        var again = new TaskCompletionSource();
        ledger.Take(7, again.Task);
        Assert.Equal((10, 6), (ledger.Last, ledger.Handled));

        again.SetCanceled(TestContext.Current.CancellationToken);
        Assert.Equal((10, 10), (ledger.Last, ledger.Handled));
    }
}
