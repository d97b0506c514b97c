import static org.drools.model.DSL.accFunction;
import static org.drools.model.DSL.accumulate;
import static org.drools.model.DSL.declarationOf;
import static org.drools.model.DSL.exists;
import static org.drools.model.DSL.globalOf;
import static org.drools.model.DSL.on;
import static org.drools.model.PatternDSL.alphaIndexedBy;
import static org.drools.model.PatternDSL.betaIndexedBy;
import static org.drools.model.PatternDSL.pattern;
import static org.drools.model.PatternDSL.reactOn;
import static org.drools.model.PatternDSL.rule;

import org.drools.core.base.accumulators.AbstractAccumulateFunction;
import org.drools.core.base.accumulators.CountAccumulateFunction;
import org.drools.model.Global;
import org.drools.model.Index.ConstraintType;
import org.drools.model.PatternDSL.PatternDef;
import org.drools.model.Rule;
import org.drools.model.RuleItemBuilder;
import org.drools.model.Variable;
import org.drools.model.impl.ModelImpl;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.conf.KieBaseMutabilityOption;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.KieSessionsPool;
import org.kie.api.runtime.conf.ThreadSafeOption;

import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.HashMap;

/** The caseload rules in Drools' executable model, and the way to them from Python: few calls, each with much to do. */
public final class Caseload {
    /** A fact. What is a word in the workload is a number here, which Drools compares and hashes faster. */
    public static final class Entry {
        final int kind, day, end, value, person, gap, registration, number;

        Entry(int[] from, int at, int number) {
            kind = from[at];
            day = from[at + 1];
            value = from[at + 2];
            end = day + value;
            person = from[at + 3];
            gap = from[at + 4];
            registration = from[at + 5];
            this.number = number;
        }

        public int getKind() { return kind; }
        public int getDay() { return day; }
        public int getEnd() { return end; }
        public int getValue() { return value; }
        public int getPerson() { return person; }
        public int getGap() { return gap; }
        public int getRegistration() { return registration; }
        public int getNumber() { return number; }
    }

    /** The day of the assessment. */
    public static final class Today {
        final int day;

        Today(int day) { this.day = day; }

        public int getDay() { return day; }
    }

    /** What a rule found. */
    public static final class Sign {
        final String name;
        final int band;

        Sign(String name, int band) {
            this.name = name;
            this.band = band;
        }

        public int getBand() { return band; }
        public String getName() { return name; }
    }

    /** A level that is reached. */
    public static final class Level {
        final int rank;

        Level(int rank) { this.rank = rank; }

        public int getRank() { return rank; }
    }

    /** The sum of numbers; the runtime that `drools_jpy` carries has no such function. */
    public static final class Sum extends AbstractAccumulateFunction<int[]> {
        public int[] createContext() { return new int[1]; }
        public void init(int[] sum) { sum[0] = 0; }
        public void accumulate(int[] sum, Object value) { sum[0] += (Integer) value; }
        public void reverse(int[] sum, Object value) { sum[0] -= (Integer) value; }
        public Object getResult(int[] sum) { return sum[0]; }
        public boolean supportsReverse() { return true; }
        public Class<?> getResultType() { return Integer.class; }
        public void readExternal(ObjectInput in) { }
        public void writeExternal(ObjectOutput out) { }
    }

    /** How many different values there are; neither has it this. */
    public static final class Different extends AbstractAccumulateFunction<HashMap<Object, Integer>> {
        public HashMap<Object, Integer> createContext() { return new HashMap<>(); }
        public void init(HashMap<Object, Integer> times) { times.clear(); }
        public void accumulate(HashMap<Object, Integer> times, Object value) { times.merge(value, 1, Integer::sum); }
        public void reverse(HashMap<Object, Integer> times, Object value) {
            times.computeIfPresent(value, (key, n) -> n == 1 ? null : n - 1);
        }
        public Object getResult(HashMap<Object, Integer> times) { return times.size(); }
        public boolean supportsReverse() { return true; }
        public Class<?> getResultType() { return Integer.class; }
        public void readExternal(ObjectInput in) { }
        public void writeExternal(ObjectOutput out) { }
    }

    /** What the rules concluded; the level is the highest that is reached. */
    public static final class Answers {
        private final StringBuilder signs = new StringBuilder(), actions = new StringBuilder();
        private int level = 0;
        private String said;

        void sign(String name) { said = null; signs.append(name).append(' '); }
        void level(int rank) { said = null; level = Math.max(level, rank); }
        void act(String name) { said = null; actions.append(name).append(' '); }

        String said() {
            if (said == null) {
                said = signs + "|" + level + "|" + actions;
            }
            return said;
        }
    }

    /** The facts of one case. */
    public static final class Ready {
        final Entry[] entries;
        final Today today;

        Ready(Entry[] entries, Today today) {
            this.entries = entries;
            this.today = today;
        }
    }

    /** A case that stays open for more facts. */
    public static final class Open {
        final KieSession session;
        final Answers answers = new Answers();

        Open(KieSession session) { this.session = session; }

        public void close() { session.dispose(); }
    }

    static final Level[] LEVELS = {new Level(0), new Level(1), new Level(2), new Level(3)};
    static final int LOW = 1, MEDIUM = 2, HIGH = 3;

    private final ModelImpl model = new ModelImpl();
    private final Global<Answers> answers = globalOf(Answers.class, "caseload", "answers");
    private final int missing, hotel, contact, gift, vehicle, rape;
    private KieBase base;
    private KieSessionConfiguration how;
    private KieSessionsPool pool;
    /** What the last answer took here, without the way to Python. */
    public long nanoseconds;

    public Caseload(int missing, int hotel, int contact, int gift, int vehicle, int rape) {
        this.missing = missing;
        this.hotel = hotel;
        this.contact = contact;
        this.gift = gift;
        this.vehicle = vehicle;
        this.rape = rape;
        model.addGlobal(answers);
        concluding();
    }

    private static PatternDef<Entry> of(Variable<Entry> one, int kind) {
        return pattern(one).expr("kind " + kind, x -> x.kind == kind,
                alphaIndexedBy(int.class, ConstraintType.EQUAL, 0, Entry::getKind, kind), reactOn("kind"));
    }

    private void rule_(String name, RuleItemBuilder<?>... items) {
        model.addRule(rule("caseload", name).build(items));
    }

    private RuleItemBuilder<?> found(String name, int band) {
        Sign sign = new Sign(name, band);
        return on(answers).execute((drools, into) -> {
            into.sign(sign.name);
            drools.insert(sign);
        });
    }

    public void sign(String name, int band, int kind, String op, int limit) {
        Variable<Entry> one = declarationOf(Entry.class);
        PatternDef<Entry> asked = of(one, kind);
        String id = "value " + op + " " + limit;
        switch (op) {
            case "at_least" -> asked.expr(id, x -> x.value >= limit, alphaIndexedBy(
                    int.class, ConstraintType.GREATER_OR_EQUAL, 1, Entry::getValue, limit), reactOn("value"));
            case "less_than" -> asked.expr(id, x -> x.value < limit, alphaIndexedBy(
                    int.class, ConstraintType.LESS_THAN, 1, Entry::getValue, limit), reactOn("value"));
            default -> asked.expr(id, x -> x.value == limit, alphaIndexedBy(
                    int.class, ConstraintType.EQUAL, 1, Entry::getValue, limit), reactOn("value"));
        }
        rule_(name, exists(asked), found(name, band));
    }

    public void missingOften(String name, int times, int window) {
        Variable<Today> today = declarationOf(Today.class);
        Variable<Entry> one = declarationOf(Entry.class);
        Variable<Long> count = declarationOf(Long.class);
        rule_(name, pattern(today),
                accumulate(of(one, missing).expr("since " + window, today, (x, t) -> x.day >= t.day - window,
                        betaIndexedBy(int.class, ConstraintType.GREATER_OR_EQUAL, 0, Entry::getDay,
                                t -> t.day - window), reactOn("day")),
                        accFunction(CountAccumulateFunction::new).as(count)),
                pattern(count).expr("times " + times, n -> n >= times), found(name, MEDIUM));
    }

    public void severalOlder(String name, int gap, int several) {
        Variable<Entry> one = declarationOf(Entry.class);
        Variable<Integer> person = declarationOf(Integer.class);
        Variable<Integer> persons = declarationOf(Integer.class);
        rule_(name,
                accumulate(pattern(one).expr("gap " + gap, x -> x.gap >= gap, alphaIndexedBy(
                        int.class, ConstraintType.GREATER_OR_EQUAL, 2, Entry::getGap, gap), reactOn("gap"))
                        .bind(person, Entry::getPerson),
                        accFunction(Different::new, person).as(persons)),
                pattern(persons).expr("several " + several, n -> n >= several), found(name, MEDIUM));
    }

    public void missingLong(String name, int days) {
        Variable<Entry> one = declarationOf(Entry.class);
        Variable<Integer> value = declarationOf(Integer.class);
        Variable<Integer> sum = declarationOf(Integer.class);
        rule_(name,
                accumulate(of(one, missing).bind(value, Entry::getValue),
                        accFunction(Sum::new, value).as(sum)),
                pattern(sum).expr("days " + days, s -> s >= days), found(name, MEDIUM));
    }

    public void hotelWhileMissing(String name, int gap) {
        Variable<Entry> stay = declarationOf(Entry.class);
        Variable<Entry> away = declarationOf(Entry.class);
        rule_(name, exists(
                of(stay, hotel).expr("gap " + gap, x -> x.gap >= gap, alphaIndexedBy(
                        int.class, ConstraintType.GREATER_OR_EQUAL, 2, Entry::getGap, gap), reactOn("gap")),
                of(away, missing)
                        .expr("from", stay, (a, s) -> a.day <= s.day, betaIndexedBy(
                                int.class, ConstraintType.LESS_OR_EQUAL, 0, Entry::getDay, Entry::getDay),
                                reactOn("day"))
                        .expr("to", stay, (a, s) -> a.end >= s.day, reactOn("end"))),
                found(name, MEDIUM));
    }

    public void giftAfterContact(String name, int days) {
        Variable<Entry> met = declarationOf(Entry.class);
        Variable<Entry> given = declarationOf(Entry.class);
        rule_(name, exists(of(met, contact),
                of(given, gift)
                        .expr("same person", met, (g, m) -> g.person == m.person, betaIndexedBy(
                                int.class, ConstraintType.EQUAL, 0, Entry::getPerson, Entry::getPerson),
                                reactOn("person"))
                        .expr("within " + days, met, (g, m) -> g.day >= m.day && g.day - m.day <= days,
                                reactOn("day"))),
                found(name, MEDIUM));
    }

    public void vehicleTwice(String name, int least) {
        Variable<Entry> one = declarationOf(Entry.class);
        Variable<Entry> other = declarationOf(Entry.class);
        rule_(name, exists(
                of(one, vehicle).expr("least " + least, x -> x.value >= least, reactOn("value")),
                of(other, vehicle)
                        .expr("least " + least, x -> x.value >= least, reactOn("value"))
                        .expr("same registration", one, (a, b) -> a.registration == b.registration, betaIndexedBy(
                                int.class, ConstraintType.EQUAL, 0, Entry::getRegistration, Entry::getRegistration),
                                reactOn("registration"))
                        .expr("another", one, (a, b) -> a.number > b.number, reactOn("number"))),
                found(name, MEDIUM));
    }

    /** The trigger, the levels and the actions. */
    private void concluding() {
        Variable<Entry> one = declarationOf(Entry.class);
        rule_("rape", exists(of(one, rape)), found("rape", HIGH));
        rule_("to-high", exists(ofBand(HIGH)), reached(HIGH));
        Variable<Long> count = declarationOf(Long.class);
        rule_("to-high-by-number", accumulate(ofBand(MEDIUM), accFunction(CountAccumulateFunction::new).as(count)),
                pattern(count).expr("three", n -> n >= 3), reached(HIGH));
        rule_("to-medium", exists(ofBand(MEDIUM)), reached(MEDIUM));
        rule_("to-low", exists(pattern(declarationOf(Sign.class))), reached(LOW));
        rule_("police", exists(pattern(declarationOf(Sign.class)).expr("rape", x -> x.name.equals("rape"),
                alphaIndexedBy(String.class, ConstraintType.EQUAL, 1, Sign::getName, "rape"), reactOn("name"))),
                acted("police"));
        rule_("refer", exists(pattern(declarationOf(Level.class)).expr("high", x -> x.rank == HIGH, reactOn("rank"))),
                acted("refer"));
        rule_("discuss", exists(pattern(declarationOf(Level.class)).expr("medium", x -> x.rank >= MEDIUM,
                reactOn("rank"))), acted("discuss"));
    }

    private static PatternDef<Sign> ofBand(int band) {
        return pattern(declarationOf(Sign.class)).expr("band " + band, x -> x.band == band,
                alphaIndexedBy(int.class, ConstraintType.EQUAL, 0, Sign::getBand, band), reactOn("band"));
    }

    private RuleItemBuilder<?> reached(int level) {
        return on(answers).execute((drools, into) -> {
            into.level(level);
            drools.insert(LEVELS[level]);
        });
    }

    private RuleItemBuilder<?> acted(String action) {
        return on(answers).execute(into -> into.act(action));
    }

    /** To be called once, when all rules are there. */
    public void build() {
        base = KieBaseBuilder.createKieBaseFromModel(model, KieBaseMutabilityOption.DISABLED);
        how = KieServices.get().newKieSessionConfiguration();
        how.setOption(ThreadSafeOption.NO);
        pool = base.newKieSessionsPool(1);
    }

    /** The facts of a case as Java objects; six numbers for each in `from`. */
    public Ready ready(int today, int[] from) {
        Entry[] entries = new Entry[from.length / 6];
        for (int n = 0; n < entries.length; n++) {
            entries[n] = new Entry(from, 6 * n, n);
        }
        return new Ready(entries, new Today(today));
    }

    private static void told(KieSession session, Ready ready, Answers into) {
        session.setGlobal("answers", into);
        session.insert(ready.today);
        for (Entry one : ready.entries) {
            session.insert(one);
        }
        session.fireAllRules();
    }

    /** In a session from the pool, which the manual recommends where many are needed, or in a new one. */
    public String answers(Ready ready, boolean pooled) {
        long started = System.nanoTime();
        Answers into = new Answers();
        KieSession session = pooled ? pool.newKieSession(how) : base.newKieSession(how, null);
        told(session, ready, into);
        session.dispose();
        String said = into.said();
        nanoseconds = System.nanoTime() - started;
        return said;
    }

    public String whole(int today, int[] from, boolean pooled) {
        return answers(ready(today, from), pooled);
    }

    public Open open(Ready ready) {
        Open open = new Open(base.newKieSession(how, null));
        told(open.session, ready, open.answers);
        return open;
    }

    /** One more fact of a case, with a number that no other has. */
    public Entry fact(int[] from, int number) {
        return new Entry(from, 0, number);
    }

    public String step(Open open, Entry more) {
        long started = System.nanoTime();
        open.session.insert(more);
        open.session.fireAllRules();
        String said = open.answers.said();
        nanoseconds = System.nanoTime() - started;
        return said;
    }
}
