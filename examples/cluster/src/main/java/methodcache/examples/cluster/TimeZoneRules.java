package methodcache.examples.cluster;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.HashMap;
import java.util.Map;

/** Answers from the time zones that the JDK knows, by looking at every change of every clock. */
final class TimeZoneRules implements ClockChanges {

    @Override
    public BusiestDay busiestDay(int firstYear, int lastYear) {
        Map<LocalDate, Integer> zones = new HashMap<>();
        Instant start = LocalDate.of(firstYear, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);
        for (String zone : ZoneId.getAvailableZoneIds()) {
            ZoneRules rules = ZoneId.of(zone).getRules();
            ZoneOffsetTransition change = rules.nextTransition(start);
            while (change != null && change.getDateTimeBefore().getYear() <= lastYear) {
                zones.merge(change.getDateTimeBefore().toLocalDate(), 1, Integer::sum);
                change = rules.nextTransition(change.getInstant());
            }
        }
        return zones.entrySet().stream()
                .map(day -> new BusiestDay(day.getKey(), day.getValue()))
                .reduce((one, other) -> busier(one, other) ? one : other)
                .orElseThrow(
                        () -> new IllegalArgumentException("no clock changes from " + firstYear + " to " + lastYear));
    }

    private static boolean busier(BusiestDay one, BusiestDay other) {
        return one.zones() != other.zones()
                ? one.zones() > other.zones()
                : one.day().isBefore(other.day());
    }
}
