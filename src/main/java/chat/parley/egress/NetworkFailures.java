package chat.parley.egress;

import chat.parley.egress.EgressException.Reason;
import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Translates network errors into sentences for people. */
final class NetworkFailures {

    private static final int MAX_CAUSES = 10;

    private NetworkFailures() {}

    /** Returns the same error if it is explained already. */
    static EgressException explained(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(MAX_CAUSES)
                .filter(EgressException.class::isInstance)
                .map(EgressException.class::cast)
                .findFirst()
                .orElseGet(() -> explanation(failure));
    }

    private static EgressException explanation(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return of(Reason.TIMEOUT, "The server did not respond completely within ten seconds.");
        }
        if (failure instanceof UnknownHostException) {
            return of(Reason.UNRESOLVED, "The name of the host is unknown.");
        }
        if (failure instanceof ConnectTimeoutException) {
            return of(Reason.UNREACHABLE, "The server did not accept the connection within three seconds.");
        }
        if (failure instanceof ConnectException || failure instanceof SocketException) {
            return of(Reason.UNREACHABLE, "The server cannot be reached.");
        }
        if (failure instanceof SSLException) {
            return of(Reason.TLS, "The server has no valid certificate for this name, or an outdated version of TLS.");
        }
        return malformed();
    }

    static EgressException malformed() {
        return of(Reason.MALFORMED, "The server did not send a valid HTTP response.");
    }

    private static EgressException of(Reason reason, String message) {
        return new EgressException(reason, message);
    }
}
