package methodcache.core.key;

import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What all calls of one call site have in common: one class of lambda is one call site.
 *
 * @param form what kind of reference it is
 * @param name for people: {@code UserService.find}
 * @param label for generators of keys: {@code com.acme.UserService#find(long)}
 * @param identity as keys have it: the label, for a lambda with the digest of its class
 * @param shareable whether the identity means the same everywhere
 * @param captures whether objects of the class hold anything
 * @param owner the class that has the method; of a lambda that can't be resolved, or no lambda, its own class
 * @param method the method of an instance, null for anything else
 * @param returns what it returns, as far as its declaration says; null where that is nothing but a variable
 * @param parameters the erased types that arguments are converted to; captured values of a lambda come first
 */
record CallSite(
        Form form,
        String name,
        String label,
        String identity,
        boolean shareable,
        boolean captures,
        Class<?> owner,
        @Nullable Method method,
        List<Class<?>> parameters,
        @Nullable Type returns) {

    /** The kinds of reference. */
    enum Form {
        /** The receiver is the first argument. */
        UNBOUND,
        /** The receiver is captured. */
        BOUND,
        /** A static method or a constructor: nothing is captured. */
        STATIC,
        /** A body of its own; what is captured are values. */
        LAMBDA,
        /** A body of its own that sees {@code this}, which is captured first. */
        LAMBDA_WITH_THIS,
        /** An object of an ordinary class. */
        OBJECT
    }

    static CallSite of(Object reference, @Nullable SerializedLambda lambda) {
        Class<?> type = reference.getClass();
        if (lambda == null) {
            String name = ClassName.simple(type);
            return new CallSite(Form.OBJECT, name, type.getName(), "", true, true, type, null, List.of(), null);
        }
        try {
            ClassLoader loader = type.getClassLoader();
            Class<?> owner = Class.forName(lambda.getImplClass().replace('/', '.'), false, loader);
            MethodType signature = MethodType.fromMethodDescriptorString(lambda.getImplMethodSignature(), loader);
            if (lambda.getImplMethodKind() == MethodHandleInfo.REF_newInvokeSpecial) {
                return reference(Form.STATIC, lambda, owner, "new", null, signature.parameterArray(), known(owner));
            }
            Method method = ServiceMethods.declared(owner, lambda.getImplMethodName(), signature);
            return method == null ? unresolved(type, lambda) : resolved(lambda, method);
        } catch (ClassNotFoundException | LinkageError | TypeNotPresentException | IllegalArgumentException hidden) {
            return unresolved(type, lambda);
        }
    }

    private static CallSite resolved(SerializedLambda lambda, Method method) {
        Class<?> owner = method.getDeclaringClass();
        boolean isStatic = lambda.getImplMethodKind() == MethodHandleInfo.REF_invokeStatic;
        int captured = lambda.getCapturedArgCount();
        boolean body = looksLikeBody(lambda) || (method.isSynthetic() && !method.isBridge());
        Class<?>[] parameters = method.getParameterTypes();
        if (body || captured > (isStatic ? 0 : 1)) {
            return body(
                    isStatic ? Form.LAMBDA : Form.LAMBDA_WITH_THIS,
                    lambda,
                    owner,
                    parameters,
                    known(method.getReturnType()));
        }
        if (isStatic) {
            return reference(
                    Form.STATIC,
                    lambda,
                    owner,
                    method.getName(),
                    null,
                    parameters,
                    known(method.getGenericReturnType()));
        }
        Form form = captured == 0 ? Form.UNBOUND : Form.BOUND;
        return reference(
                form, lambda, owner, method.getName(), method, parameters, known(method.getGenericReturnType()));
    }

    /** By name too: what javac makes of a lambda, and of a reference to a method with variable arguments. */
    private static boolean looksLikeBody(SerializedLambda lambda) {
        return lambda.getImplMethodName().startsWith("lambda$");
    }

    private static CallSite reference(
            Form form,
            SerializedLambda lambda,
            Class<?> owner,
            String name,
            @Nullable Method method,
            Class<?>[] parameters,
            @Nullable Type returns) {
        ClassName type = ClassName.of(owner);
        String rest = '#' + Escapes.name(name) + ClassName.list(parameters);
        String label = Escapes.name(owner.getName()) + rest;
        return new CallSite(
                form,
                ClassName.simple(owner) + '.' + name,
                label,
                type.text() + rest,
                type.shareable(),
                lambda.getCapturedArgCount() > 0,
                owner,
                method,
                List.of(parameters),
                returns);
    }

    private static CallSite body(
            Form form, SerializedLambda lambda, Class<?> owner, Class<?>[] parameters, @Nullable Type returns) {
        ClassName type = ClassName.of(owner);
        String digest = ClassDigests.of(owner);
        String rest = '#' + Escapes.name(lambda.getImplMethodName());
        return new CallSite(
                form,
                ClassName.simple(owner) + '.' + lambda.getImplMethodName(),
                Escapes.name(owner.getName()) + rest,
                type.text() + rest + (digest.isEmpty() ? '@' + InstanceNumbers.of(owner) : '~' + digest),
                type.shareable() && !digest.isEmpty(),
                lambda.getCapturedArgCount() > 0,
                owner,
                null,
                List.of(parameters),
                returns);
    }

    /**
     * Written in a class that can't be found by its name: the call site counts by its lambda's class, in this
     * process.
     */
    private static CallSite unresolved(Class<?> type, SerializedLambda lambda) {
        String owner = lambda.getImplClass().replace('/', '.');
        String label = Escapes.name(owner) + '#' + Escapes.name(lambda.getImplMethodName());
        boolean sees = looksLikeBody(lambda) && lambda.getImplMethodKind() != MethodHandleInfo.REF_invokeStatic;
        return new CallSite(
                sees ? Form.LAMBDA_WITH_THIS : Form.LAMBDA,
                owner.substring(owner.lastIndexOf('.') + 1) + '.' + lambda.getImplMethodName(),
                label,
                label + '@' + InstanceNumbers.of(type),
                false,
                lambda.getCapturedArgCount() > 0,
                type,
                null,
                List.of(),
                null);
    }

    /** A type that says all there is to know; null for one with variables, a raw one, or none in particular. */
    private static @Nullable Type known(Type type) {
        if (type instanceof Class<?> plain) {
            boolean says = plain != Object.class && plain != void.class && plain.getTypeParameters().length == 0;
            return says ? MethodType.methodType(plain).wrap().returnType() : null;
        }
        if (type instanceof ParameterizedType parameterized) {
            for (Type argument : parameterized.getActualTypeArguments()) {
                if (known(argument) == null) {
                    return null;
                }
            }
            return type;
        }
        return type instanceof GenericArrayType array && known(array.getGenericComponentType()) != null ? type : null;
    }

    /**
     * The type of the values of a call.
     *
     * @param async whether it returns stages of them
     * @return null where the declaration doesn't tell
     */
    @Nullable
    Type valueType(boolean async) {
        if (!async) {
            return returns;
        }
        return returns instanceof ParameterizedType stage
                        && stage.getRawType() instanceof Class<?> raw
                        && CompletionStage.class.isAssignableFrom(raw)
                        && stage.getActualTypeArguments().length == 1
                ? stage.getActualTypeArguments()[0]
                : null;
    }

    /** The type of a parameter, as far as it is known. */
    Class<?> parameter(int index) {
        return index < parameters.size() ? parameters.get(index) : Object.class;
    }
}
