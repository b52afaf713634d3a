package kr.dure.approval.internal;

import java.util.List;
import java.util.Set;
import kr.dure.product.App;
import kr.dure.product.AppDescription;
import kr.dure.product.AppDescription.Basis;
import kr.dure.product.AppDescription.Permission;
import kr.dure.product.AppDescription.Price;
import kr.dure.product.Text;
import org.osgi.service.component.annotations.Component;

/** E-approval (전자결재), an app of the groupware. */
@Component
public final class ApprovalApp implements App {
    @Override
    public AppDescription description() {
        return new AppDescription(
                "approval",
                new Text("전자결재", "E-approval"),
                new Text(
                        "양식으로 기안하고 결재선을 따라 결재합니다. 문서번호, 문서함, 보존연한, 종이와 같은 인쇄를 갖춥니다.",
                        "Draft on forms and approve along a line, with document numbers, boxes, retention and prints that"
                                + " look like paper."),
                "groupware",
                new Price(Basis.ACCOUNT, 6_000),
                List.of(
                        new Permission(ApprovalPermissions.USE, new Text("전자결재 사용", "Use e-approval"), true),
                        new Permission(ApprovalPermissions.FORMS, new Text("결재 양식 관리", "Manage approval forms"), false),
                        new Permission(ApprovalPermissions.MANAGE, new Text("전자결재 관리", "Manage e-approval"), false),
                        new Permission(
                                ApprovalPermissions.ARCHIVE,
                                new Text("전사 문서함 열람", "Read the company's archive"),
                                false),
                        new Permission(
                                ApprovalPermissions.EXTERNAL,
                                new Text("외부 시스템 기안", "Draft from other systems"),
                                false)),
                List.of(),
                Set.of());
    }
}
