package chat.parley.egress;

import chat.parley.http.AddressRange;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A name service with prepared answers, which may be different each time. */
final class ScriptedNames extends AddressResolverGroup<InetSocketAddress> {

    private final Map<String, List<String>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger queries = new AtomicInteger();

    /** @param addresses one answer per query, each of addresses separated by spaces; the last one is repeated */
    ScriptedNames answer(String name, String... addresses) {
        answers.put(name, List.of(addresses));
        return this;
    }

    int queries() {
        return queries.get();
    }

    private List<InetAddress> next(String name) throws UnknownHostException {
        List<String> prepared = answers.get(name);
        if (prepared == null) {
            throw new UnknownHostException(name);
        }
        String answer = prepared.get(Math.min(queries.getAndIncrement(), prepared.size() - 1));
        return Stream.of(answer.split(" ")).map(AddressRange::address).toList();
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new Names(executor).asAddressResolver();
    }

    private final class Names extends InetNameResolver {

        Names(EventExecutor executor) {
            super(executor);
        }

        @Override
        protected void doResolve(String name, Promise<InetAddress> promise) throws UnknownHostException {
            promise.setSuccess(next(name).get(0));
        }

        @Override
        protected void doResolveAll(String name, Promise<List<InetAddress>> promise) throws UnknownHostException {
            promise.setSuccess(next(name));
        }
    }
}
