package chat.parley.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import chat.parley.channel.ChannelLayer.State;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The contract of all channel layers. Two nodes use a layer: {@link #one()} and {@link #other()}. */
public abstract class ChannelLayerContract {

    protected static final Duration LIMIT = Duration.ofSeconds(60);

    protected abstract ChannelLayer one();

    protected abstract ChannelLayer other();

    @Test
    void messageReachesSubscriberOnAnotherNode() {
        Received received = listen(other(), "room-a");

        publish(one(), "room-a", "hello");

        received.await("hello");
    }

    @Test
    void publisherReceivesItsOwnMessages() {
        Received received = listen(one(), "room-a");

        publish(one(), "room-a", "hello");

        received.await("hello");
    }

    @Test
    void onlySubscribedChannelsAreReceived() {
        Received received = listen(other(), "room-a");

        publish(one(), "room-b", "not for us");
        publish(one(), "room-a2", "nor this");
        publish(one(), "room-a", "for us");

        received.await("for us");
        assertThat(received.texts()).containsExactly("for us");
    }

    @Test
    void messagesOfOnePublisherArriveInOrder() {
        Received received = listen(other(), "room-a");
        List<String> numbers =
                IntStream.range(0, 5_000).mapToObj(String::valueOf).toList();

        Flux.fromIterable(numbers)
                .concatMap(number -> one().publish("room-a", bytes(number)))
                .blockLast(LIMIT);

        received.await("4999");
        assertThat(received.texts()).isEqualTo(numbers);
    }

    @Test
    void concurrentPublishersLoseNothing() {
        Received received = listen(other(), "room-a");

        Flux.range(0, 2_000)
                .flatMap(
                        number -> Mono.defer(() -> one().publish("room-a", bytes("m" + number)))
                                .subscribeOn(Schedulers.parallel()),
                        16)
                .blockLast(LIMIT);

        eventually().until(() -> received.texts().size() >= 2_000);
        assertThat(received.texts()).doesNotHaveDuplicates().hasSize(2_000);
    }

    @Test
    void everyListenerOfChannelReceivesMessage() {
        List<Received> all = List.of(
                listen(one(), "room-a"), listen(one(), "room-a"), listen(other(), "room-a"), listen(other(), "room-a"));

        publish(one(), "room-a", "hello");

        all.forEach(received -> received.await("hello"));
        all.forEach(received -> assertThat(received.texts()).containsExactly("hello"));
    }

    @Test
    void disposedListenerReceivesNothing() {
        Received staying = listen(other(), "room-a");
        Received leaving = listen(other(), "room-a");

        leaving.subscription.dispose();
        leaving.subscription.dispose();
        publish(one(), "room-a", "hello");

        staying.await("hello");
        assertThat(leaving.texts()).isEmpty();
    }

    @Test
    void channelCanBeSubscribedAgainAfterLastListenerLeft() {
        for (int i = 0; i < 50; i++) {
            listen(other(), "room-a").subscription.dispose();
        }
        Received received = listen(other(), "room-a");

        publish(one(), "room-a", "hello");

        received.await("hello");
        assertThat(received.texts()).containsExactly("hello");
    }

    @Test
    void throwingListenerDoesNotAffectOthers() {
        subscribe(other(), "room-a", message -> {
            throw new IllegalStateException("thrown by the test");
        });
        Received received = listen(other(), "room-a");

        publish(one(), "room-a", "first");
        publish(one(), "room-a", "second");

        received.await("second");
        assertThat(received.texts()).containsExactly("first", "second");
    }

    @Test
    void arbitraryBytesArriveUnchanged() {
        byte[] every = new byte[256];
        IntStream.range(0, 256).forEach(i -> every[i] = (byte) i);
        Received received = listen(other(), "room-a");

        one().publish("room-a", every).block(LIMIT);
        one().publish("room-a", new byte[0]).block(LIMIT);

        eventually().until(() -> received.messages.size() == 2);
        assertThat(received.messages.get(0)).isEqualTo(every);
        assertThat(received.messages.get(1)).isEmpty();
    }

    @Test
    void messageOfOneMegabyteArrives() {
        byte[] large = new byte[1 << 20];
        new Random(7).nextBytes(large);
        Received received = listen(other(), "room-a");

        one().publish("room-a", large).block(LIMIT);

        eventually().until(() -> received.messages.size() == 1);
        assertThat(received.messages.get(0)).isEqualTo(large);
    }

    @Test
    void namesOfAnyScriptAreDistinctChannels() {
        Received received = listen(other(), "räume/日本 *[a]");

        publish(one(), "räume/日本 xa", "not for us");
        publish(one(), "räume/日本 *[a]", "for us");

        received.await("for us");
        assertThat(received.texts()).containsExactly("for us");
    }

    @Test
    void manyChannelsAreSubscribedTogether() {
        List<String> rooms =
                IntStream.range(0, 2_000).mapToObj(i -> "room-" + i).toList();
        List<String> received = new CopyOnWriteArrayList<>();
        Flux.fromIterable(rooms)
                .flatMap(room -> other().subscribe(room, message -> received.add(text(message))), 256)
                .blockLast(LIMIT);

        Flux.fromIterable(rooms)
                .flatMap(room -> one().publish(room, bytes(room)), 64)
                .blockLast(LIMIT);

        eventually().until(() -> received.size() >= rooms.size());
        assertThat(received).containsExactlyInAnyOrderElementsOf(rooms);
    }

    @Test
    void cancelledSubscriptionLeavesNoListener() {
        List<byte[]> received = new CopyOnWriteArrayList<>();
        other().subscribe("room-a", received::add).subscribe().dispose();

        assertThatCode(() -> publish(one(), "room-a", "hello")).doesNotThrowAnyException();
    }

    @Test
    void currentStateIsEmittedOnSubscription() {
        assertThat(one().states().blockFirst(LIMIT)).isEqualTo(State.UP);
    }

    protected static Received listen(ChannelLayer layer, String channel) {
        Received received = new Received();
        received.subscription = subscribe(layer, channel, received.messages::add);
        return received;
    }

    protected static Disposable subscribe(
            ChannelLayer layer, String channel, java.util.function.Consumer<byte[]> listener) {
        return Objects.requireNonNull(layer.subscribe(channel, listener).block(LIMIT));
    }

    protected static void publish(ChannelLayer layer, String channel, String text) {
        layer.publish(channel, bytes(text)).block(LIMIT);
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    protected static String text(byte[] message) {
        return new String(message, StandardCharsets.UTF_8);
    }

    protected static ConditionFactory eventually() {
        return Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(5));
    }

    protected static final class Received {

        final List<byte[]> messages = new CopyOnWriteArrayList<>();
        public Disposable subscription = () -> {};

        public List<String> texts() {
            return messages.stream().map(ChannelLayerContract::text).toList();
        }

        public void await(String text) {
            eventually().until(() -> texts().contains(text));
        }
    }
}
