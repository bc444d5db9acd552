package methodcache.testkit;

import static methodcache.testkit.StoreFaults.alone;
import static methodcache.testkit.StoreFaults.answers;
import static methodcache.testkit.StoreFaults.joined;
import static methodcache.testkit.StoreFaults.keys;
import static methodcache.testkit.StoreFaults.lives;
import static methodcache.testkit.StoreFaults.named;
import static methodcache.testkit.StoreFaults.values;
import static methodcache.testkit.StoreFaults.wrap;
import static methodcache.testkit.StoreFaults.writes;

import java.text.Normalizer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import methodcache.api.spi.L2Store;
import methodcache.api.spi.L2StoreProvider;
import methodcache.api.spi.L2Write;

/** Stores that are wrong in one way each. */
final class BrokenStores {
    private static final Duration AGES = Duration.ofDays(1);

    private BrokenStores() {}

    static Stream<Broken<L2StoreProvider>> all() {
        return Stream.of(ofLives(), ofKeys(), ofValues(), ofOthers(), ofEnds()).flatMap(Function.identity());
    }

    private static Stream<Broken<L2StoreProvider>> ofLives() {
        return Stream.of(
                Broken.hanging("ignores lives", lives(life -> AGES), "get_duringAndAfterALife_isHeldAsLong"),
                Broken.of(
                        "rounds lives up to seconds",
                        lives(life -> life.plusMillis(999).truncatedTo(ChronoUnit.SECONDS)),
                        "get_duringAndAfterALife_isHeldAsLong"),
                Broken.of(
                        "ends lives early", lives(life -> life.dividedBy(20)), "get_duringAndAfterALife_isHeldAsLong"),
                Broken.of(
                        "keeps the life of the value before",
                        wrap(StoreLifeFaults.FirstLife::new),
                        "put_ofALongerLife_replacesTheShorter"),
                Broken.hanging(
                        "keeps the longer of two lives",
                        wrap(StoreLifeFaults.LongerLife::new),
                        "put_ofAShorterLife_replacesTheLonger"),
                Broken.of(
                        "doesn't write what is equal",
                        wrap(StoreLifeFaults.OnlyDifferent::new),
                        "put_ofALongerLife_replacesTheShorter"),
                Broken.of(
                        "has one life for all of a batch",
                        writes(BrokenStores::withLastLife),
                        "writeAll_ofSeveralLives_holdsEachForItsOwn"),
                Broken.hanging(
                        "lengthens lives by looks",
                        wrap(StoreLifeFaults.Sliding::new),
                        "get_duringAndAfterALife_isHeldAsLong"),
                Broken.hanging(
                        "takes less than a millisecond for ever",
                        lives(life -> life.compareTo(Duration.ofMillis(1)) < 0 ? AGES : life),
                        "put_ofTheShortestLife_isSoonGone"),
                Broken.of(
                        "counts lives in milliseconds of an int",
                        lives(life -> life.compareTo(Duration.ofDays(24)) > 0 ? Duration.ofMillis(1) : life),
                        "put_ofTheLongestLife_isHeld"),
                Broken.of(
                        "throws where a life is too long",
                        lives(life -> Duration.ofMillis(life.toMillis())),
                        "put_ofTheLongestLife_isHeld"));
    }

    private static Stream<Broken<L2StoreProvider>> ofKeys() {
        return Stream.of(
                        Broken.of("trims keys", keys(String::strip), ""),
                        Broken.of("has keys in lower case", keys(key -> key.toLowerCase(Locale.ROOT)), ""),
                        Broken.of("cuts keys", keys(key -> key.substring(0, Math.min(key.length(), 999))), ""),
                        Broken.of("normalizes keys", keys(key -> Normalizer.normalize(key, Normalizer.Form.NFC)), ""),
                        Broken.of("ends keys at a zero", keys(key -> key.split("\u0000", 2)[0]), ""),
                        Broken.of("has keys in ASCII", keys(key -> key.replaceAll("[^\\x00-\\x7f]", "?")), ""),
                        Broken.of("takes keys for file names", keys(key -> key.replaceAll("[/:*?\\\\]", "_")), ""),
                        Broken.of("takes no key for the word null", keys(key -> key.isEmpty() ? "null" : key), ""))
                .map(broken ->
                        Broken.of(broken.fault(), broken.provider(), "put_ofKeysWithAnyCharacters_keepsThemApart"));
    }

    private static Stream<Broken<L2StoreProvider>> ofValues() {
        return Stream.of(
                Broken.of(
                        "gives null for what is absent",
                        answers(BrokenStores::withNulls),
                        "getAll_ofSomeKeysWithoutValue_leavesThoseOut"),
                Broken.of(
                        "takes no bytes for nothing",
                        answers(BrokenStores::withoutEmpty),
                        "put_ofAnySize_isKeptByteForByte"),
                Broken.of(
                        "cuts values at 64 KB",
                        values(v -> Arrays.copyOf(v, Math.min(v.length, 65_535))),
                        "put_ofAnySize_isKeptByteForByte"),
                Broken.of(
                        "cuts values at 1 MB",
                        values(v -> Arrays.copyOf(v, Math.min(v.length, 1_000_000))),
                        "put_ofAnySize_isKeptByteForByte"),
                Broken.of(
                        "pads values", values(v -> Arrays.copyOf(v, v.length | 1)), "put_ofAnySize_isKeptByteForByte"),
                Broken.of("doesn't replace", wrap(StoreLifeFaults.PutIfAbsent::new), "put_ofAKeyHeld_replacesTheValue"),
                Broken.of(
                        "doesn't remove",
                        writes(all -> all.stream()
                                .filter(w -> w instanceof L2Write.Put)
                                .toList()),
                        "remove_ofAKeyHeld_leavesNothing"),
                Broken.of(
                        "does the last write only",
                        writes(BrokenStores::onlyLast),
                        "writeAll_ofPutsAndRemoves_doesEach"),
                Broken.of(
                        "writes 512 at most",
                        writes(all -> all.subList(0, Math.min(512, all.size()))),
                        "writeAll_ofAThousandKeys_writesAll"),
                Broken.of("reads 512 at most", wrap(StoreFaults.ReadsFew::new), "writeAll_ofAThousandKeys_writesAll"),
                Broken.of(
                        "refuses nothing to read",
                        wrap(StoreFaults.NeverNothing::new),
                        "getAll_whenNothingWasWritten_isEmpty"),
                Broken.of(
                        "refuses nothing to write",
                        wrap(StoreFaults.NeverNothing::new),
                        "writeAll_ofNothing_completes"),
                Broken.of("completes before it writes", wrap(StoreFaults.Hasty::new), "get_afterOwnWrites_isTheLast"));
    }

    private static Stream<Broken<L2StoreProvider>> ofOthers() {
        return Stream.of(
                Broken.of("is alone", alone(), "getAll_ofOtherInstances_isWhatWasWritten"),
                Broken.of(
                        "has cache names in lower case",
                        named(name -> name.toLowerCase(Locale.ROOT)),
                        "caches_ofOtherNames_neverMeet"),
                Broken.of("has one cache", named(name -> "one"), "caches_ofOtherNames_neverMeet"),
                Broken.of("joins names and keys", joined(""), "caches_ofOtherNames_neverMeet"),
                Broken.of("joins names and keys by a dot", joined("."), "caches_ofOtherNames_neverMeet"),
                Broken.of("joins names and keys by a dash", joined("-"), "caches_ofOtherNames_neverMeet"),
                Broken.of("knows every option", named(name -> name), "create_ofAnUnknownOption_isRefusedByName"),
                Broken.of("is written with a capital", new StoreFaults.Capital(), "name_always_isLowerCaseAndStays"));
    }

    private static Stream<Broken<L2StoreProvider>> ofEnds() {
        return Stream.of(
                Broken.hanging("dies", wrap(StoreEndFaults.Dies::new), "anyCall_afterTheServerIsBack_works"),
                Broken.hanging("hangs", wrap(StoreEndFaults.Hangs::new), "anyCall_whileTheServerIsAway_fails"),
                Broken.of(
                        "can't be made without a server",
                        wrap(StoreEndFaults.Greets::new),
                        "create_whileTheServerIsAway_makesAStoreThatWorksLater"),
                Broken.of("hides failures", wrap(StoreEndFaults.Hides::new), "anyCall_whileTheServerIsAway_fails"),
                Broken.of(
                        "throws when it is closed",
                        wrap(EndFaults.throwsClosed(L2Store.class)),
                        "anyCall_afterClose_givesAStageThatEnds"),
                Broken.hanging(
                        "never answers when it is closed",
                        wrap(EndFaults.silentClosed(L2Store.class)),
                        "anyCall_afterClose_givesAStageThatEnds"),
                Broken.hanging(
                        "forgets what is in flight",
                        wrap(StoreEndFaults.Forgets::new),
                        "close_withOperationsInFlight_completesThem"),
                Broken.of("closes once", wrap(EndFaults.closesOnce(L2Store.class)), "close_calledAgain_doesNothing"),
                Broken.of(
                        "empties itself",
                        wrap(StoreEndFaults.Empties::new),
                        "getAll_afterTheWriterIsClosed_isWhatWasWritten"),
                Broken.of(
                        "closes the others too",
                        wrap(EndFaults.closesAll(L2Store.class)),
                        "close_ofOneInstance_leavesOthersAlone"),
                Broken.hanging(
                        "leaves a thread", wrap(StoreEndFaults.LeavesThread::new), "close_afterUse_leavesNoThread"),
                Broken.of(
                        "takes null",
                        wrap(StoreEndFaults.TakesNull::new),
                        "anyCall_withNull_throwsANullPointerException"));
    }

    private static List<L2Write> withLastLife(List<L2Write> writes) {
        Duration last = Duration.ofMillis(250);
        for (L2Write write : writes) {
            last = write instanceof L2Write.Put put ? put.life() : last;
        }
        Duration life = last;
        return writes.stream()
                .map(write -> write instanceof L2Write.Put put ? new L2Write.Put(put.key(), put.value(), life) : write)
                .toList();
    }

    private static List<L2Write> onlyLast(List<L2Write> writes) {
        return writes.subList(Math.max(0, writes.size() - 1), writes.size());
    }

    private static Map<String, byte[]> withNulls(List<String> keys, Map<String, byte[]> found) {
        Map<String, byte[]> all = new HashMap<>(found);
        keys.forEach(key -> all.putIfAbsent(key, null));
        return all;
    }

    private static Map<String, byte[]> withoutEmpty(List<String> keys, Map<String, byte[]> found) {
        Map<String, byte[]> some = new HashMap<>(found);
        some.values().removeIf(value -> value.length == 0);
        return some;
    }
}
