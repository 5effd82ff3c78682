package org.chukei.web;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.chukei.connector.api.SmtpListener;

@AnalyzeClasses(packages = "org.chukei.web", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {

  @ArchTest
  static final ArchRule the_web_never_sees_persistence =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.persistence..", "java.sql..", "javax.sql..")
          .because("pages and API call services; what is kept how is the services' business");

  @ArchTest
  static final ArchRule the_web_never_sees_entities =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAnnotatedWith("jakarta.persistence.Entity")
          .because("an entity shown on a page lives longer than its transaction");

  @ArchTest
  static final ArchRule the_web_sees_only_values_of_the_connector =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.chukei.connector..")
                  .and(not(resideInAPackage("org.chukei.connector.api"))))
          .orShould()
          .dependOnClassesThat(belongToAnyOf(SmtpListener.class))
          .because("the sockets and sessions are the adapter's");

  @ArchTest
  static final ArchRule the_web_sees_neither_store_nor_delivery_machinery =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.chukei.database..",
              "org.chukei.delivery..",
              "org.chukei.inbound..",
              "org.chukei.notification..",
              "org.chukei.application..")
          .because("the operator's view of mail is the queue");

  @ArchTest
  static final ArchRule api_and_console_do_not_know_each_other =
      noClasses()
          .that()
          .resideInAPackage("org.chukei.web.api")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.chukei.web.console")
          .because("what both need stands in org.chukei.web");

  @ArchTest
  static final ArchRule nobody_makes_threads =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Thread.class)
          .because("threads come from the container");
}
