// Asks veraPDF whether files keep a standard: one process for any number of them.
//
// Reads lines « flavour TAB path » (flavours: ua1, 3a); answers each with one line of JSON, which says
// how many rules the standard has, how many checks were made, and which rules failed how often and why.

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

public class Validator {
    private static final int FAILURES_SHOWN_PER_RULE = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            String[] question = line.split("\t", 2);
            System.out.println(JSON.writeValueAsString(verdict(question[0], new File(question[1]))));
        }
    }

    private static Map<String, Object> verdict(String flavourId, File file) {
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(flavourId);
        ValidationProfile profile = Profiles.getVeraProfileDirectory().getValidationProfileByFlavour(flavour);
        Map<String, Object> verdict = new LinkedHashMap<>();
        verdict.put("rules", profile.getRules().size());
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour)) {
            ValidationResult result = Foundries.defaultInstance()
                .createValidator(flavour, FAILURES_SHOWN_PER_RULE, false, true, false)
                .validate(parser);
            verdict.put("compliant", result.isCompliant());
            verdict.put("checks", result.getTotalAssertions());
            verdict.put("failures", failures(result));
        } catch (Exception error) {
            verdict.put("compliant", false);
            verdict.put("checks", 0);
            verdict.put("failures", Map.of("unreadable", error.toString()));
        }
        return verdict;
    }

    private static Map<String, String> failures(ValidationResult result) {
        Map<String, String> failures = new TreeMap<>();
        for (Map.Entry<RuleId, Integer> entry : result.getFailedChecks().entrySet()) {
            failures.put(name(entry.getKey()), "×" + entry.getValue());
        }
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                failures.merge(name(assertion.getRuleId()), explanation(assertion), (count, why) -> count + " " + why);
            }
        }
        return failures;
    }

    private static String name(RuleId rule) {
        return rule.getClause() + "-" + rule.getTestNumber();
    }

    private static String explanation(TestAssertion assertion) {
        return assertion.getMessage() + " (" + assertion.getErrorMessage() + ") at " + assertion.getLocation().getContext();
    }
}
