package chat.parley.account;

/** What the wire tells of an account. */
public record Profile(String username, String displayName, String kind, boolean admin) {

    public static Profile of(Account account) {
        return new Profile(
                account.username(), account.displayName(), account.kind().wire(), account.admin());
    }
}
