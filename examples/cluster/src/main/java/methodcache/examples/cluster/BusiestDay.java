package methodcache.examples.cluster;

import java.time.LocalDate;

/** The day on which most time zones changed their clocks, and how many did. */
record BusiestDay(LocalDate day, int zones) {}
