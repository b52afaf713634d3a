package kr.dure.approval.internal;

/** Names of the app's rights. */
public final class ApprovalPermissions {
    /** Drafting, acting where one stands in a line, reading what one may read. */
    public static final String USE = "approval.use";

    /** Forms, their numbers and default lines. */
    public static final String FORMS = "approval.forms";

    /** Settings, officers of departments, retention, lines whose approver is gone. */
    public static final String MANAGE = "approval.manage";

    /** Reading every completed document of the company that is not secret. */
    public static final String ARCHIVE = "approval.archive";

    /** Drafting from another system with fields locked. */
    public static final String EXTERNAL = "approval.external";

    private ApprovalPermissions() {}
}
