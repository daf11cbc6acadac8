package chat.parley.egress;

import chat.parley.egress.EgressException.Reason;
import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.function.Function;

/**
 * Resolves names, and returns only the addresses that may be called. Because connections are opened to these
 * addresses, and no name is resolved again, a name cannot change its address between the check and the connection.
 */
final class CheckedAddresses extends AddressResolverGroup<InetSocketAddress> {

    private final AddressResolverGroup<InetSocketAddress> names;
    private final AddressPolicy policy;

    CheckedAddresses(AddressResolverGroup<InetSocketAddress> names, AddressPolicy policy) {
        this.names = names;
        this.policy = policy;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new Checked(executor, names.getResolver(executor));
    }

    @Override
    public void close() {
        super.close();
        names.close();
    }

    static EgressException denied() {
        return new EgressException(
                Reason.DENIED,
                "The host has no public address. An administrator can allow others with parley.egress.allow.");
    }

    private final class Checked extends AbstractAddressResolver<InetSocketAddress> {

        private final AddressResolver<InetSocketAddress> inner;

        Checked(EventExecutor executor, AddressResolver<InetSocketAddress> inner) {
            super(executor, InetSocketAddress.class);
            this.inner = inner;
        }

        /** Addresses that need no resolution are checked too. */
        @Override
        protected boolean doIsResolved(InetSocketAddress address) {
            return false;
        }

        @Override
        protected void doResolve(InetSocketAddress unresolved, Promise<InetSocketAddress> promise) {
            resolve(unresolved, promise, permitted -> permitted.get(0));
        }

        @Override
        protected void doResolveAll(InetSocketAddress unresolved, Promise<List<InetSocketAddress>> promise) {
            resolve(unresolved, promise, permitted -> permitted);
        }

        private <T> void resolve(
                SocketAddress unresolved, Promise<T> promise, Function<List<InetSocketAddress>, T> result) {
            inner.resolveAll(unresolved).addListener((Future<List<InetSocketAddress>> all) -> {
                if (!all.isSuccess()) {
                    promise.tryFailure(all.cause());
                    return;
                }
                List<InetSocketAddress> permitted = permitted(all.getNow());
                if (permitted.isEmpty()) {
                    promise.tryFailure(denied());
                } else {
                    promise.trySuccess(result.apply(permitted));
                }
            });
        }

        private List<InetSocketAddress> permitted(List<InetSocketAddress> found) {
            return found.stream()
                    .filter(address -> !address.isUnresolved() && policy.permits(address.getAddress()))
                    .toList();
        }
    }
}
