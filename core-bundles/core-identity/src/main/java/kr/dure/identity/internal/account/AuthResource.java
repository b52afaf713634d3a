package kr.dure.identity.internal.account;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import kr.dure.identity.Authenticator.Pending;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.identity.Client;
import kr.dure.identity.Clients;
import kr.dure.identity.SessionCookie;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** Login, logout, who am I, and what belongs to the caller's own login. */
@Path("/")
public final class AuthResource {
    private final LoginService logins;
    private final AccountService accounts;
    private final PasswordRecovery recovery;
    private final SecondFactorService secondFactors;
    private final SessionService sessions;
    private final AccessTokenService tokens;
    private final OperatorAccess operators;

    public AuthResource(
            LoginService logins,
            AccountService accounts,
            PasswordRecovery recovery,
            SecondFactorService secondFactors,
            SessionService sessions,
            AccessTokenService tokens,
            OperatorAccess operators) {
        this.logins = logins;
        this.accounts = accounts;
        this.recovery = recovery;
        this.secondFactors = secondFactors;
        this.sessions = sessions;
        this.tokens = tokens;
        this.operators = operators;
    }

    @POST
    @Path("login")
    @RequiresPermission(RequiresPermission.NONE)
    public Response login(Credentials credentials) {
        return answer(logins.login(credentials.loginId(), credentials.password(), credentials.otp()));
    }

    /** "Find password" (L1): answers the same whatever was typed (L2). */
    @POST
    @Path("password-recoveries")
    @RequiresPermission(RequiresPermission.NONE)
    public Response recoverPassword(Recovery request) {
        recovery.request(request.loginId(), request.externalEmail());
        return Response.status(202).build();
    }

    @POST
    @Path("logout")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Response logout(@Context HttpHeaders headers) {
        logins.logout(token(headers));
        return Response.noContent()
                .header(HttpHeaders.SET_COOKIE, cookie("", 0))
                .build();
    }

    @GET
    @Path("me")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Me me(@Context HttpHeaders headers) {
        Caller caller = Callers.current();
        String token = token(headers);
        return token == null
                ? me(null, null, Pending.NONE)
                : logins.authenticate(token)
                        .map(login -> me(caller.accountId(), login.csrfToken(), login.pending()))
                        .orElseThrow();
    }

    @POST
    @Path("password")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Response changePassword(PasswordChange change) {
        return answer(logins.changePassword(change.current(), change.next()));
    }

    @GET
    @Path("sessions")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Page<LoginSession> sessions(@Context HttpHeaders headers) {
        return Page.whole(sessions.of(Callers.current().accountId(), token(headers)));
    }

    /** Ends all sessions but the one that asks. */
    @DELETE
    @Path("sessions")
    @RequiresPermission(RequiresPermission.LOGIN)
    public void endSessions(@Context HttpHeaders headers) {
        sessions.endAll(Callers.current().accountId(), token(headers));
    }

    @DELETE
    @Path("sessions/{id}")
    @RequiresPermission(RequiresPermission.LOGIN)
    public void endSession(@PathParam("id") UUID id) {
        sessions.end(Callers.current().accountId(), id);
    }

    /** Begins to set up a second factor. */
    @POST
    @Path("second-factor")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Response beginSecondFactor() {
        return Response.status(201).entity(secondFactors.begin()).build();
    }

    @POST
    @Path("second-factor/confirmation")
    @RequiresPermission(RequiresPermission.LOGIN)
    public SecondFactorService.RecoveryCodes confirmSecondFactor(Code code) {
        return secondFactors.confirm(code.otp());
    }

    @POST
    @Path("second-factor/recovery-codes")
    @RequiresPermission(RequiresPermission.LOGIN)
    public SecondFactorService.RecoveryCodes renewRecoveryCodes(Code code) {
        return secondFactors.renewCodes(code.otp());
    }

    @POST
    @Path("second-factor/removal")
    @RequiresPermission(RequiresPermission.LOGIN)
    public void removeSecondFactor(Code code) {
        secondFactors.remove(code.otp());
    }

    @GET
    @Path("tokens")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Page<AccessToken> tokens() {
        return new Page<>(tokens.personal(), null);
    }

    @POST
    @Path("tokens")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Response addToken(AccessTokenService.NewToken token) {
        return Response.status(201).entity(tokens.addPersonal(token)).build();
    }

    @DELETE
    @Path("tokens/{id}")
    @RequiresPermission(RequiresPermission.LOGIN)
    public void removeToken(@PathParam("id") UUID id) {
        tokens.removePersonal(id);
    }

    /** The operator redeems the ticket of an entry that the tenant has consented to. */
    @POST
    @Path("operator-entries")
    @RequiresPermission(RequiresPermission.NONE)
    public Response enterAsOperator(Ticket ticket) {
        LoginService.Login login = operators.enter(ticket.ticket());
        return Response.ok(new Entered(login.csrfToken()))
                .header(
                        HttpHeaders.SET_COOKIE,
                        cookie(login.sessionToken(), login.life().toSeconds()))
                .build();
    }

    private Response answer(LoginService.Login login) {
        AccountService.Versioned account = accounts.own(login.accountId());
        return Response.ok(new Me(
                        account.account(),
                        login.csrfToken(),
                        login.pending() == Pending.PASSWORD_CHANGE,
                        login.pending(),
                        null,
                        null))
                .header(
                        HttpHeaders.SET_COOKIE,
                        cookie(login.sessionToken(), login.life().toSeconds()))
                .build();
    }

    private Me me(UUID account, String csrfToken, Pending pending) {
        Caller caller = Callers.current();
        return new Me(
                account == null ? null : accounts.get(account).account(),
                csrfToken,
                pending == Pending.PASSWORD_CHANGE,
                pending,
                new TreeSet<>(caller.permissions()),
                caller.actingOperator());
    }

    private static boolean secure() {
        return Clients.find().map(Client::secure).orElse(false);
    }

    /** The session's token; null when the caller came with a bearer token, which goes before the cookie. */
    private static String token(HttpHeaders headers) {
        Cookie cookie = headers.getCookies().get(SessionCookie.name(secure()));
        String authorization = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
        boolean bearer =
                authorization != null && authorization.strip().regionMatches(true, 0, "bearer", 0, "bearer".length());
        return bearer || cookie == null ? null : cookie.getValue();
    }

    /** A header and not a {@code NewCookie}: CXF writes that without {@code SameSite}. */
    private static String cookie(String value, long seconds) {
        return SessionCookie.header(value, seconds, secure());
    }

    /** @param otp a code of the second factor, or a recovery code, where there is one */
    public record Credentials(String loginId, String password, String otp) {}

    public record Recovery(String loginId, String externalEmail) {}

    public record PasswordChange(String current, String next) {}

    public record Code(String otp) {}

    public record Ticket(String ticket) {}

    public record Entered(String csrfToken) {}

    /**
     * The caller, with what unsafe requests must carry in {@code X-CSRF-Token}.
     *
     * @param account null for a service token
     * @param pending what must be done before anything else is allowed
     * @param permissions what the caller holds besides being an administrator; only in the answer to {@code me}
     * @param actingOperator the operator who acts as this account, or null
     */
    public record Me(
            Account account,
            String csrfToken,
            boolean mustChangePassword,
            Pending pending,
            Set<String> permissions,
            String actingOperator) {}
}
