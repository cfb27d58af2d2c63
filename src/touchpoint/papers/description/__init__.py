"""What a paper is, as a data file says it; on the authority of docs/how-to/write-a-paper.md."""
