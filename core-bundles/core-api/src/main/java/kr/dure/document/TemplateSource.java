package kr.dure.document;

import java.util.List;

/** The templates an app brings, as a service; 0..n. They are there while the service is. */
public interface TemplateSource {
    /** The same list each time. Ids begin with the app's name. */
    List<Template> templates();
}
