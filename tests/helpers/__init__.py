"""What several rings of tests share: fakes of the ports, the clock that tests turn, and the guards round every test."""
