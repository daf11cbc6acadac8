package chat.parley.account;

import chat.parley.http.Refusal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a person, an immutable copy of its row at the time of reading.
 *
 * @param id internal; clients see only the username
 * @param username unique, also among look-alikes; never changes
 * @param avatar the id of the profile picture; null if there is none
 * @param admin whether this account administers the installation
 */
public record Account(
        long id,
        String username,
        String displayName,
        @Nullable String avatar,
        Kind kind,
        boolean admin) {

    Account withDisplayName(String otherName) {
        return new Account(id, username, otherName, avatar, kind, admin);
    }

    /** Returns the account with another picture; null for none. */
    public Account withAvatar(@Nullable String otherAvatar) {
        return new Account(id, username, displayName, otherAvatar, kind, admin);
    }

    /**
     * Checks that a request was meant for this account. A browser has one session, but different people may have opened
     * its tabs.
     *
     * @param intended the username that the request names; null for any account
     * @throws Refusal {@code wrong_account} if the request names another account
     */
    public void mustBe(@Nullable String intended) {
        if (intended != null && !intended.equals(username)) {
            throw Refusal.of(Refusal.Code.WRONG_ACCOUNT, "You are logged in with another account now.");
        }
    }

    /** How an account was created. */
    public enum Kind {
        /** Signed up with a password. */
        MEMBER,
        /** Entered with a name and no password. */
        GUEST;

        /** Returns the value that the database and the protocol use. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind ofWire(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }
}
