package kr.dure.identity.internal;

import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import kr.dure.identity.Authenticator;
import kr.dure.identity.Callers;
import kr.dure.web.RequiresPermission;

/** Login, logout, who am I, own password. */
@Path("/")
public final class AuthResource {
    private static final String COOKIE = "dure_session";

    private final LoginService logins;
    private final AccountService accounts;

    AuthResource(LoginService logins, AccountService accounts) {
        this.logins = logins;
        this.accounts = accounts;
    }

    @POST
    @Path("login")
    @RequiresPermission(RequiresPermission.NONE)
    public Response login(Credentials credentials, @Context UriInfo uri) {
        return answer(logins.login(credentials.loginId(), credentials.password()), uri);
    }

    @POST
    @Path("logout")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Response logout(@CookieParam(COOKIE) String token, @Context UriInfo uri) {
        logins.logout(token);
        return Response.noContent().cookie(cookie("", 0, uri)).build();
    }

    @GET
    @Path("me")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Me me(@CookieParam(COOKIE) String token) {
        return logins.authenticate(token)
                .map(login -> new Me(
                        accounts.get(Callers.current().accountId()).account(),
                        login.csrfToken(),
                        login.pending() == Authenticator.Pending.PASSWORD_CHANGE))
                .orElseThrow();
    }

    @POST
    @Path("password")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Response changePassword(PasswordChange change, @Context UriInfo uri) {
        return answer(logins.changePassword(change.current(), change.next()), uri);
    }

    private static Response answer(LoginService.Login login, UriInfo uri) {
        return Response.ok(new Me(login.account(), login.csrfToken(), login.mustChangePassword()))
                .cookie(cookie(login.sessionToken(), (int) LoginService.SESSION_LIFE.toSeconds(), uri))
                .build();
    }

    private static NewCookie cookie(String value, int seconds, UriInfo uri) {
        return new NewCookie.Builder(COOKIE)
                .value(value)
                .path("/")
                .maxAge(seconds)
                .httpOnly(true)
                .secure("https".equals(uri.getBaseUri().getScheme()))
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }

    /** @param otp second factor, not asked for yet */
    public record Credentials(String loginId, String password, String otp) {}

    public record PasswordChange(String current, String next) {}

    /** The caller, with what unsafe requests must carry in {@code X-CSRF-Token}. */
    public record Me(Account account, String csrfToken, boolean mustChangePassword) {}
}
