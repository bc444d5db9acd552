package methodcache.testkit;

import java.util.ArrayList;
import java.util.List;
import methodcache.api.spi.Backplane;

/** The log of one cache: a list, of which the first events may have been let go. Guarded by the core's monitor. */
final class ReferenceLog {
    private final ReferenceCore core;
    private final List<byte[]> kept = new ArrayList<>();
    private String epoch;
    private long last;

    ReferenceLog(ReferenceCore core) {
        this.core = core;
        epoch = core.nextEpoch();
    }

    Backplane.Extent extent() {
        return new Backplane.Extent(epoch, first(), last);
    }

    Backplane.Position append(byte[] event) {
        kept.add(event.clone());
        last++;
        trim();
        return new Backplane.Position(epoch, last);
    }

    Backplane.Slice read(String readersEpoch, long from, int most) {
        if (!epoch.equals(readersEpoch) || from < first() || from > last) {
            return new Backplane.Slice(epoch, List.of());
        }
        int start = (int) (from - first());
        int end = (int) Math.min(kept.size(), start + (long) most);
        return new Backplane.Slice(
                epoch, kept.subList(start, end).stream().map(byte[]::clone).toList());
    }

    void trim() {
        int tooMany = kept.size() - core.keptEvents();
        if (tooMany > 0) {
            kept.subList(0, tooMany).clear();
        }
    }

    void lose() {
        kept.clear();
        last = 0;
        epoch = core.nextEpoch();
    }

    private long first() {
        return last - kept.size() + 1;
    }
}
