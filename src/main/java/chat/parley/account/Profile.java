package chat.parley.account;

/** The public data of an account, as clients receive it. */
public record Profile(String username, String displayName, String kind, boolean admin) {

    public static Profile of(Account account) {
        return new Profile(
                account.username(), account.displayName(), account.kind().wire(), account.admin());
    }
}
