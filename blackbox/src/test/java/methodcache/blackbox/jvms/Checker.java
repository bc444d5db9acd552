package methodcache.blackbox.jvms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/** Goes through all that applications did. */
final class Checker {

    /** A node that is well hears of an event within this: it looks once a second, and an operation has a limit. */
    static final Duration BOUND = Duration.ofSeconds(4);

    private final List<Done> all;

    Checker(List<Done> all) {
        this.all = all.stream().sorted(Comparator.comparingLong(Done::began)).toList();
    }

    private List<Done> of(Done.What what) {
        return all.stream().filter(done -> done.what() == what).toList();
    }

    /** Nobody reads what was there before a change whose invalidation has returned on the same node. */
    void assertNothingStaleOnItsOwnNode() {
        List<Done> changes = of(Done.What.CHANGE);
        for (Done read : of(Done.What.READ)) {
            for (Done change : changes) {
                if (change.began() > read.began()) {
                    break;
                }
                assertThat(change.app().equals(read.app())
                                && change.row() == read.row()
                                && change.ended() < read.began()
                                && change.number() > read.number())
                        .as("%s is older than %s of the same node", read, change)
                        .isFalse();
            }
        }
    }

    /** Nobody reads what was there before a change that was published so long ago, outside of times when the cluster was out of reach. */
    void assertNothingStaleAnywhere(List<Outage> outages) {
        List<Done> changes = of(Done.What.CHANGE).stream().filter(Done::sure).toList();
        for (Done read : of(Done.What.READ)) {
            for (Done change : changes) {
                if (change.ended() + BOUND.toNanos() > read.began()) {
                    continue;
                }
                assertThat(change.row() == read.row()
                                && change.number() > read.number()
                                && outages.stream().noneMatch(outage -> outage.spans(change.ended(), read.began())))
                        .as(
                                "%s is older than %s, %d ms later",
                                read, change, (read.began() - change.ended()) / 1_000_000)
                        .isFalse();
            }
        }
    }

    /** While all is well, no two nodes load a row at a time under its lock; one that waits in vain loads without. */
    void assertOneLoadUnderALock(long from, long until) {
        List<Done> loads = of(Done.What.LOAD).stream()
                .filter(load -> load.sure() && load.began() > from && load.ended() < until)
                .toList();
        for (int i = 0; i < loads.size(); i++) {
            for (int j = i + 1;
                    j < loads.size() && loads.get(j).began() < loads.get(i).ended();
                    j++) {
                assertThat(loads.get(i).row())
                        .as("%s and %s at a time", loads.get(i), loads.get(j))
                        .isNotEqualTo(loads.get(j).row());
            }
        }
    }

    /** How long the slowest reads of some rows took in a time; the share that were faster is given. */
    Duration quantile(double share, IntPredicate rows, long from, long until) {
        List<Long> took = of(Done.What.READ).stream()
                .filter(read -> rows.test(read.row()) && read.began() > from && read.began() < until)
                .map(read -> read.ended() - read.began())
                .sorted()
                .toList();
        return took.isEmpty() ? Duration.ZERO : Duration.ofNanos(took.get((int) (share * (took.size() - 1))));
    }

    int reads() {
        return of(Done.What.READ).size();
    }

    int changes() {
        return of(Done.What.CHANGE).size();
    }

    long loadsUnderALock() {
        return of(Done.What.LOAD).stream().filter(Done::sure).count();
    }

    int loads() {
        return of(Done.What.LOAD).size();
    }

    /**
     * A time in which the cluster, or a part of it, couldn't be reached.
     *
     * @param from when it began
     * @param until when it had ended
     */
    record Outage(long from, long until) {

        /** Whether an event may still have been on its way because of it. */
        boolean spans(long published, long read) {
            return published < until && read > from && read < until + BOUND.toNanos();
        }
    }
}
