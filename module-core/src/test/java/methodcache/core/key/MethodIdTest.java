package methodcache.core.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import methodcache.core.key.Services.Both;
import methodcache.core.key.Services.CrudRepo;
import methodcache.core.key.Services.Finder;
import methodcache.core.key.Services.InheritedFinder;
import methodcache.core.key.Services.LongFinder;
import methodcache.core.key.Services.Narrow;
import methodcache.core.key.Services.NarrowRepo;
import methodcache.core.key.Services.OtherFinder;
import methodcache.core.key.Services.Repo;
import methodcache.core.key.Services.UserRepo;
import methodcache.core.key.Services.UserService;
import methodcache.core.key.Services.Users;
import org.junit.jupiter.api.Test;

/** Which methods a method implements. */
class MethodIdTest {

    private static final String LONG = "(long)";
    private static final String OBJECT = "(java.lang.Object)";
    private static final String BOXED = "(java.lang.Long)";

    private static MethodId find(Class<?> owner) {
        return new MethodId(owner, "find", LONG);
    }

    private static MethodId findById(Class<?> owner, String descriptor) {
        return new MethodId(owner, "findById", descriptor);
    }

    private static void assertImplemented(MethodId method, MethodId... weakestFirst) {
        List<MethodId> all = new ArrayList<>(List.of(weakestFirst));
        Collections.reverse(all);
        assertThat(method.implemented(all)).containsExactly(weakestFirst);
        Collections.shuffle(all);
        assertThat(method.implemented(all)).containsExactly(weakestFirst);
    }

    @Test
    void implemented_ofAnInterface_isBeforeTheMethodItself() {
        assertImplemented(find(Users.class), find(UserService.class), find(Users.class));
        assertImplemented(find(InheritedFinder.class), find(LongFinder.class));
    }

    @Test
    void implemented_ofUnrelatedInterfaces_isInTheOrderOfTheirNames() {
        assertImplemented(find(Both.class), find(LongFinder.class), find(OtherFinder.class), find(Both.class));
    }

    @Test
    void implemented_withTypeParametersFilledIn_isSeen() {
        assertImplemented(
                findById(Repo.class, BOXED),
                findById(CrudRepo.class, OBJECT),
                findById(UserRepo.class, OBJECT),
                findById(Repo.class, BOXED));
        assertImplemented(
                findById(NarrowRepo.class, BOXED), findById(CrudRepo.class, OBJECT), findById(NarrowRepo.class, BOXED));
        assertImplemented(findById(Narrow.class, BOXED), findById(NarrowRepo.class, BOXED));
    }

    @Test
    void implemented_byAnOverloadAnotherMethodOrAnUnrelatedClass_isNone() {
        assertThat(find(Users.class)
                        .implemented(List.of(
                                new MethodId(UserService.class, "find", "(java.lang.String)"),
                                new MethodId(UserService.class, "all", "()"),
                                find(Finder.class),
                                find(LongFinder.class))))
                .isEmpty();
        assertThat(find(UserService.class).implemented(List.of(find(Users.class))))
                .isEmpty();
    }
}
