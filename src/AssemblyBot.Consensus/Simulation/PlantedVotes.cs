namespace AssemblyBot.Consensus.Simulation;

/// <summary>Plays a planted conversation through, person by person, several at a time.</summary>
internal sealed class PlantedVotes(PlantedConversation plan, SeededRandom opinions, SeededRandom chance, SeededRandom habits)
{
    private const int AtOnce = 6;

    private readonly IReadOnlyList<int> _truth = plan.Truth();
    private readonly double[][] _agree = AgreeProbabilities(plan, ref opinions);
    private readonly double _scale = MeanVotesScale(plan);
    private readonly int[] _deck = Enumerable.Range(0, plan.Statements).ToArray();
    private readonly (double Agree, double Pass)[] _habits = HabitsOf(plan, ref habits);
    private readonly double[] _shown = ShownOf(plan, ref habits);
    private SeededRandom _chance = chance;

    public IEnumerable<Vote> InOrder()
    {
        var present = new List<Sitting>(AtOnce);
        var arrived = 0;
        while (arrived < plan.People || present.Count > 0)
        {
            while (present.Count < AtOnce && arrived < plan.People)
            {
                present.Add(Arrive(arrived++));
            }

            var at = _chance.Next(present.Count);
            var sitting = present[at];
            var statement = sitting.Statements[sitting.Next++];
            if (sitting.Next == sitting.Statements.Length)
            {
                present.RemoveAt(at);
            }

            yield return new Vote(sitting.Person + 1, statement, StanceOf(sitting.Person, statement));
        }
    }

    private Sitting Arrive(int person)
    {
        var time = (double)person / plan.People;
        var there = Math.Clamp((int)Math.Ceiling(plan.Statements * (0.5 + time)), 1, plan.Statements);
        var wish = _scale * Math.Exp(plan.Skew * _chance.NextNormal());
        var count = Math.Clamp((int)Math.Round(wish), 1, there);
        return new Sitting(person, plan.ShownSkew > 0 ? DrawUnevenly(count, there) : Draw(count, there));
    }

    /// <summary>Draws distinct statements among the first that are there (a Fisher–Yates shuffle, cut short and undone).</summary>
    private int[] Draw(int count, int there)
    {
        var drawn = new int[count];
        Span<int> swaps = count <= 512 ? stackalloc int[count] : new int[count];
        for (var i = 0; i < count; i++)
        {
            swaps[i] = i + _chance.Next(there - i);
            (_deck[i], _deck[swaps[i]]) = (_deck[swaps[i]], _deck[i]);
            drawn[i] = _deck[i];
        }

        for (var i = count - 1; i >= 0; i--)
        {
            (_deck[i], _deck[swaps[i]]) = (_deck[swaps[i]], _deck[i]);
        }

        return drawn;
    }

    /// <summary>Draws distinct statements, those shown more often sooner: the first by u^(1 / weight), u even between 0 and 1.</summary>
    private int[] DrawUnevenly(int count, int there)
    {
        var keys = new double[there];
        for (var j = 0; j < there; j++)
        {
            keys[j] = -Math.Log(1 - _chance.NextDouble()) / _shown[j];
        }

        var drawn = Enumerable.Range(0, there).ToArray();
        Array.Sort(keys, drawn);
        return drawn[..count];
    }

    private Stance StanceOf(int person, int statement)
    {
        if (_chance.NextDouble() < Shifted(plan.PassShare, _habits[person].Pass))
        {
            return Stance.Pass;
        }

        return _chance.NextDouble() < Shifted(_agree[_truth[person]][statement], _habits[person].Agree) ? Stance.Agree : Stance.Disagree;
    }

    /// <summary>A probability moved by so many logits.</summary>
    private static double Shifted(double probability, double logits) =>
        logits == 0 ? probability : probability / (probability + ((1 - probability) * Math.Exp(-logits)));

    private static (double Agree, double Pass)[] HabitsOf(PlantedConversation plan, ref SeededRandom random)
    {
        var habits = new (double Agree, double Pass)[plan.People];
        for (var i = 0; i < habits.Length; i++)
        {
            habits[i] = (plan.AgreeBias * random.NextNormal(), plan.PassBias * random.NextNormal());
        }

        return habits;
    }

    private static double[] ShownOf(PlantedConversation plan, ref SeededRandom random)
    {
        var shown = new double[plan.Statements];
        for (var j = 0; j < shown.Length; j++)
        {
            shown[j] = Math.Exp(plan.ShownSkew * random.NextNormal());
        }

        return shown;
    }

    private static double[][] AgreeProbabilities(PlantedConversation plan, ref SeededRandom random)
    {
        var agree = new double[plan.Groups][];
        for (var g = 0; g < plan.Groups; g++)
        {
            agree[g] = new double[plan.Statements];
        }

        for (var j = 0; j < plan.Statements; j++)
        {
            if (plan.Opinions != PlantedOpinions.Logistic)
            {
                Draw(plan, j, agree, ref random);
                continue;
            }

            var basis = random.NextNormal();
            var mean = 0.0;
            for (var g = 0; g < plan.Groups; g++)
            {
                agree[g][j] = random.NextNormal();
                mean += agree[g][j] / plan.Groups;
            }

            for (var g = 0; g < plan.Groups; g++)
            {
                var leaning = basis + (plan.Separation * (agree[g][j] - mean));
                agree[g][j] = 1.0 / (1.0 + Math.Exp(-leaning));
            }
        }

        return agree;
    }

    /// <summary>The probabilities of one statement, other than logistic ones.</summary>
    private static void Draw(PlantedConversation plan, int statement, double[][] agree, ref SeededRandom random)
    {
        var shared = random.NextDouble();
        var isEven = plan.Opinions == PlantedOpinions.Even;
        var isDivisive = random.NextDouble() < plan.Separation / 4;
        foreach (var group in agree)
        {
            var own = random.NextDouble();
            var share = Math.Min(1, plan.Separation / 2);
            group[statement] = isEven ? ((1 - share) * shared) + (share * own)
                : isDivisive ? (own < 0.5 ? 0.15 : 0.85)
                : 0.2 + (0.75 * shared);
        }
    }

    /// <summary>The median number of votes for which the mean over people, cut to what is there, is the one asked for.</summary>
    private static double MeanVotesScale(PlantedConversation plan)
    {
        const int Points = 400;
        var random = new SeededRandom(7);
        var factors = Enumerable.Range(0, Points).Select(_ => Math.Exp(plan.Skew * random.NextNormal())).ToArray();
        var goal = plan.ShareSeen * plan.Statements;
        var (low, high) = (0.01, plan.Statements * 1000.0);
        for (var step = 0; step < 80; step++)
        {
            var middle = Math.Sqrt(low * high);
            var mean = 0.0;
            for (var i = 0; i < Points; i++)
            {
                var there = plan.Statements * Math.Min(1.0, 0.5 + ((double)i / Points));
                mean += Math.Clamp(middle * factors[i], 1, there) / Points;
            }

            (low, high) = mean < goal ? (middle, high) : (low, middle);
        }

        return low;
    }

    private sealed class Sitting(int person, int[] statements)
    {
        public int Person { get; } = person;

        public int[] Statements { get; } = statements;

        public int Next { get; set; }
    }
}
