package chat.parley.session;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;

/** Adapts a session to Spring Security: the authentication of all requests and handshakes of a logged-in account. */
public final class SessionAuthentication extends AbstractAuthenticationToken {

    private static final List<GrantedAuthority> ADMIN = AuthorityUtils.createAuthorityList("ROLE_ADMIN");

    private final transient Session session;

    public SessionAuthentication(Session session) {
        super(session.account().admin() && !session.byToken() ? ADMIN : List.of());
        this.session = session;
        setAuthenticated(true);
    }

    public Session session() {
        return session;
    }

    @Override
    public Session getPrincipal() {
        return session;
    }

    @Override
    public String getCredentials() {
        return "";
    }

    @Override
    public String getName() {
        return session.account().username();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SessionAuthentication that && session.equals(that.session);
    }

    @Override
    public int hashCode() {
        return session.hashCode();
    }
}
