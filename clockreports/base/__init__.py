"""The cellar: standard library only, no knowledge of clocks, people or People HR."""
