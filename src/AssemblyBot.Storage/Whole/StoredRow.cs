namespace AssemblyBot.Storage.Whole;

/// <summary>One row of a store, in the form that every kind of store can give and take.</summary>
/// <param name="Table">Of which table.</param>
/// <param name="Values">A <see cref="long"/>, <see cref="string"/>, <see cref="byte"/>[] or null for each of the table's columns.</param>
public readonly record struct StoredRow(StoredTable Table, object?[] Values);
