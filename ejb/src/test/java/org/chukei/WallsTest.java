package org.chukei;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.ejb.Stateless;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;

/** The walls between the application's packages (docs: style, "Tests"). */
@AnalyzeClasses(packages = "org.chukei", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {

  /** Where rules and accounts meet the container or JPA; all else there is plain Java. */
  private static final Set<String> AT_THE_WALL =
      Set.of(
          "org.chukei.account.ChangeRefusedException",
          "org.chukei.account.DirectoryTables",
          "org.chukei.account.RowSearch",
          "org.chukei.account.RulesDatabase",
          "org.chukei.account.RulesDatabase$Change",
          "org.chukei.policy.ListForm",
          "org.chukei.policy.ListForm$1",
          "org.chukei.policy.ListForm$2",
          "org.chukei.policy.OncePerVersion",
          "org.chukei.policy.StoredList",
          "org.chukei.policy.StoredList$Revision");

  private static final DescribedPredicate<JavaClass> NAMED_AT_THE_WALL =
      DescribedPredicate.describe(
          "are at the wall", javaClass -> AT_THE_WALL.contains(javaClass.getName()));

  @ArchTest
  static final ArchRule rules_and_accounts_are_plain_java =
      noClasses()
          .that()
          .resideInAnyPackage("org.chukei.policy", "org.chukei.account")
          .and()
          .areNotAnnotatedWith(ApplicationScoped.class)
          .and()
          .areNotAnnotatedWith(Stateless.class)
          .and()
          .areNotAnnotatedWith(Entity.class)
          .and(DescribedPredicate.not(NAMED_AT_THE_WALL))
          .should()
          .dependOnClassesThat(resideInAnyPackage("jakarta.."))
          .because("what decides is tested without a container, and by every combination");

  @ArchTest
  static final ArchRule what_decides_knows_no_database_and_no_mail_store =
      classes()
          .that()
          .resideInAPackage("org.chukei.policy")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "java..",
                  "jakarta..",
                  "org.chukei.policy",
                  "org.chukei.account",
                  "org.chukei.config",
                  "org.chukei.connector.api",
                  "org.chukei.network",
                  "org.chukei.smtp"))
          .because("a verdict depends on the rules and on what the session knows, nothing else");

  @ArchTest
  static final ArchRule importers_are_plain_java =
      classes()
          .that()
          .resideInAPackage("org.chukei.policy.importing")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "java..",
                  "javax.xml.stream..",
                  "org.chukei.policy..",
                  "org.chukei.account",
                  "org.chukei.network"))
          .because("a foreign text is read the same wherever it came from");

  @ArchTest
  static final ArchRule packages_are_free_of_cycles =
      slices().matching("org.chukei.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule threads_come_from_the_container =
      noClasses()
          .should()
          .callConstructorWhere(target(owner(assignableTo(Thread.class))))
          .because("the container can't stop or count a thread it does not know");

  @ArchTest
  static final ArchRule time_comes_from_a_clock =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("tests set the clock");

  @ArchTest
  static final ArchRule the_clock_comes_from_one_place =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.chukei.application", "org.chukei.connector..")
          .should()
          .callMethod(Clock.class, "systemUTC")
          .because("tests set the clock");
}
