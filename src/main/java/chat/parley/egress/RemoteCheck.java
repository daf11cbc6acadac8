package chat.parley.egress;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;

/** Checks the address of a connection before anything is sent over it, no matter how it was resolved. */
final class RemoteCheck extends ChannelInboundHandlerAdapter {

    private final AddressPolicy policy;

    RemoteCheck(AddressPolicy policy) {
        this.policy = policy;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (context.channel().remoteAddress() instanceof InetSocketAddress remote
                && policy.permits(remote.getAddress())) {
            context.fireChannelActive();
        } else {
            context.fireExceptionCaught(CheckedAddresses.denied());
            context.close();
        }
    }
}
