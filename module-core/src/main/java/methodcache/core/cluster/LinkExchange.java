package methodcache.core.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import methodcache.core.invalidation.LinkNews;
import methodcache.core.invalidation.Node;
import methodcache.core.invalidation.Sketch;
import methodcache.core.invalidation.Target;
import methodcache.core.invalidation.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Lets nodes know by what keys are reached that something depends on elsewhere: a value depends on a key that was loaded on another node, and
 * that one on another; whoever invalidates that has to know. When something begins to depend on a target, all nodes are told, once; whoever
 * knows links of such a key, or comes to know others, tells them. What nothing depends on is told to nobody.
 *
 * <p>Messages go through the log, so that they are ordered with events and a node that starts reads what is kept of them. A node that has missed
 * some asks for what others depend on. They are gathered, and at most one is appended at a time, {@link #REST} apart.
 *
 * <p>Concurrency: guarded by its monitor, within which no other lock is taken and nothing is called.
 */
final class LinkExchange implements LinkNews {

    private static final Duration REST = Duration.ofMillis(200);

    /** What one message says at most. */
    private static final int MOST_SAID = 500;

    /** So much is remembered of what was told; what is forgotten is told again. */
    private static final int MOST_REMEMBERED = 100_000;

    private final ClusterLog log;
    private final ClusterLog.Applied applied;
    private final UUID node;

    /** Keys on which something depends, on any node; errs to too many. */
    private final Sketch keys = new Sketch();

    private final Map<Target, Boolean> toldWanted = new Remembered<>();
    private final Map<Object, Node> toldSaid = new Remembered<>();
    private final Set<Target> wanting = new LinkedHashSet<>();
    private final Map<Object, Node> saying = new LinkedHashMap<>();
    private boolean asking;
    private boolean appending;
    private volatile @Nullable Future<?> next;

    private static final class Remembered<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MOST_REMEMBERED;
        }
    }

    LinkExchange(ClusterLog log, ClusterLog.Applied applied, UUID node) {
        this.log = log;
        this.applied = applied;
        this.node = node;
    }

    // ---------------------------------------------------------------- of this node

    @Override
    public synchronized void dependsOn(Target target) {
        if (target.equals(Wire.shared(target)) && toldWanted.putIfAbsent(target, true) == null) {
            wanting.add(target);
        }
    }

    @Override
    public void said(Node said) {
        if (!keys.isEmpty() && keys.mayHold(said.key())) {
            say(said, false);
        }
    }

    private synchronized void say(Node said, boolean again) {
        Node shared = said.shared();
        if (shared != null && (!shared.equals(toldSaid.put(shared.key(), shared)) || again)) {
            saying.put(shared.key(), shared);
        }
    }

    /** Appends what is to be told, if anything is. Not to be called under a lock. */
    void tell() {
        LinkMessage message = next();
        if (message == null) {
            return;
        }
        Limited.then(
                Limited.within(() -> log.backplane().append(message.bytes()), log.limit(), log.tasks()),
                (position, failure) -> log.tasks().callback(() -> told(message, failure)));
    }

    private synchronized @Nullable LinkMessage next() {
        if (appending || log.isDown() || (!asking && wanting.isEmpty() && saying.isEmpty())) {
            return null;
        }
        appending = true;
        LinkMessage message =
                new LinkMessage(node, asking, new LinkedHashSet<>(taken(wanting)), taken(saying.values()));
        asking = false;
        return message;
    }

    private static <T> List<T> taken(Iterable<T> from) {
        List<T> taken = new ArrayList<>();
        for (Iterator<T> some = from.iterator(); some.hasNext() && taken.size() < MOST_SAID; ) {
            taken.add(some.next());
            some.remove();
        }
        return taken;
    }

    private void told(LinkMessage message, @Nullable Throwable failure) {
        if (failure == null) {
            log.nudge();
        } else {
            again(message);
            log.failed("append links to the log", failure);
        }
        // Resting while it is out of reach as well.
        next = log.tasks().schedule(() -> log.tasks().callback(this::rested), REST);
    }

    private synchronized void again(LinkMessage message) {
        asking |= message.asks();
        wanting.addAll(message.wanted());
        message.said().forEach(said -> saying.putIfAbsent(said.key(), said));
    }

    private void rested() {
        synchronized (this) {
            appending = false;
        }
        tell();
    }

    /** Nothing is told any more. */
    void close() {
        Future<?> resting = next;
        if (resting != null) {
            resting.cancel(false);
        }
    }

    // ---------------------------------------------------------------- of any node

    /** A message was read in the log: one of this node, too, so that all know the same in the end. */
    void read(LinkMessage message) {
        if (message.asks() && !message.node().equals(node)) {
            dependsAgain();
        }
        for (Target target : message.wanted()) {
            wanted(target);
        }
        for (Node said : message.said()) {
            heard(said);
        }
    }

    private void wanted(Target target) {
        synchronized (this) {
            toldWanted.put(target, true);
            wanting.remove(target);
            if (target instanceof Target.Key key) {
                keys.add(key.storeKey());
            }
        }
        Node known = applied.wanted(target);
        if (known != null) {
            say(known, true);
        }
    }

    private void heard(Node said) {
        synchronized (this) {
            toldSaid.put(said.key(), said);
            saying.remove(said.key(), said);
        }
        applied.heard(said);
    }

    /** Messages may have been missed. */
    void missed(boolean asks) {
        synchronized (this) {
            asking |= asks;
            toldSaid.clear();
            toldWanted.clear();
        }
        dependsAgain();
    }

    private void dependsAgain() {
        List<Target> all = new ArrayList<>();
        applied.forEachDependedOn(all::add);
        synchronized (this) {
            for (Target target : all) {
                if (target.equals(Wire.shared(target))) {
                    toldWanted.put(target, true);
                    wanting.add(target);
                }
            }
        }
    }
}
