package chat.parley.signin;

import chat.parley.http.ClientAddress;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The rate limits that a log-in attempt counts against. A browser with which the account has logged in before has only
 * its own limit, which others cannot use up, and which counts successes too, because each costs a hash. All others have
 * that of their address, share a slow one per name, which prevents guessing from many addresses, and have a smaller one
 * per name and address, so that one address cannot exhaust the shared one.
 *
 * @param device the nonce of a known browser; null for an unknown one
 */
record LogInBudget(
        String usernameKey, ClientAddress address, @Nullable String device) {

    /** @throws Refusal {@code rate_limited}; then only the token of the address has been taken */
    void take(RateLimits limits) {
        if (device != null) {
            limits.take(Rate.LOG_IN_BY_DEVICE, nameAndDevice());
            return;
        }
        limits.take(Rate.LOG_IN_BY_ADDRESS, address);
        limits.take(Rate.LOG_IN_BY_NAME_AND_ADDRESS, nameAndAddress());
        try {
            limits.take(Rate.LOG_IN_BY_NAME, usernameKey);
        } catch (Refusal exhausted) {
            limits.giveBack(Rate.LOG_IN_BY_NAME_AND_ADDRESS, nameAndAddress());
            throw exhausted;
        }
    }

    /** Returns the tokens of the name after a successful log-in from an unknown browser, because only failures count. */
    void giveBack(RateLimits limits) {
        if (device == null) {
            limits.giveBack(Rate.LOG_IN_BY_NAME_AND_ADDRESS, nameAndAddress());
            limits.giveBack(Rate.LOG_IN_BY_NAME, usernameKey);
        }
    }

    private String nameAndDevice() {
        return usernameKey + "\n" + device;
    }

    private String nameAndAddress() {
        return usernameKey + "\n" + address.key();
    }
}
