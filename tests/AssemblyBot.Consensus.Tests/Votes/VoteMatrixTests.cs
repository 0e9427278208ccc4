namespace AssemblyBot.Consensus.Tests.Votes;

public sealed class VoteMatrixTests
{
    [Fact]
    public void The_last_vote_of_a_person_on_a_statement_wins()
    {
        var matrix = VoteMatrix.From([new(1, 10, Stance.Agree), new(2, 10, Stance.Pass), new(1, 10, Stance.Disagree)]);

        Assert.Equal(2, matrix.VoteCount);
        Assert.Equal(VoteMatrix.CodeOf(0, Stance.Disagree), matrix.Row(matrix.RowOf(1))[0]);
    }

    [Fact]
    public void Ids_ascend_whatever_the_order_of_the_votes()
    {
        var matrix = VoteMatrix.From([new(long.MaxValue, 7, Stance.Agree), new(-3, 2, Stance.Agree), new(5, int.MaxValue, Stance.Pass)]);

        Assert.Equal([-3, 5, long.MaxValue], matrix.ParticipantIds);
        Assert.Equal([2, 7, int.MaxValue], matrix.StatementIds);
        Assert.Equal([2, 0, 1], matrix.ArrivalOfRows);
        Assert.Equal([1, 0, 2], matrix.ArrivalOfColumns);
    }

    [Fact]
    public void Statements_without_votes_are_known_but_not_counted_by_the_method()
    {
        var matrix = VoteMatrix.From([new(1, 5, Stance.Agree)], statements: [3, 5, 9], moderatedOut: [9, 77], meta: [5]);

        Assert.Equal(3, matrix.StatementCount);
        Assert.Equal(1, matrix.VotedColumns);
        Assert.Equal([false, true, true], matrix.ModeratedOut);
        Assert.Equal([false, true, false], matrix.Meta);
    }

    [Fact]
    public void No_votes_make_an_empty_matrix()
    {
        var matrix = VoteMatrix.From([]);

        Assert.Equal((0, 0, 0), (matrix.ParticipantCount, matrix.StatementCount, matrix.VoteCount));
    }

    [Fact]
    public void A_stance_of_two_is_refused()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => VoteMatrix.From([new(1, 1, (Stance)2)]));

        Assert.Equal((Stance)2, error.ActualValue);
    }
}
