"""What a report to others needs beside a report: other words, a reason to give none, and a look at what was written."""
