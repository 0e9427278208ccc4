namespace AssemblyBot.Publishing.Polis;

/// <summary>How far the reading of a folder has come, over all its files, and whether it is still wanted.</summary>
internal sealed class ReadingPass(long totalBytes, IProgress<double>? progress, CancellationToken cancellationToken)
{
    private long _earlierFiles;

    /// <summary>Reports that the current file has been read up to here.</summary>
    /// <exception cref="OperationCanceledException">The reading is no longer wanted.</exception>
    public void At(long bytesOfThisFile)
    {
        cancellationToken.ThrowIfCancellationRequested();
        progress?.Report(totalBytes == 0 ? 1 : Math.Min(1, (double)(_earlierFiles + bytesOfThisFile) / totalBytes));
    }

    /// <summary>Reports that the current file is done.</summary>
    public void FileDone(long bytes)
    {
        At(bytes);
        _earlierFiles += bytes;
    }
}
