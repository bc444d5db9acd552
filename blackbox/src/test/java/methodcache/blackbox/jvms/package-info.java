/** Applications in JVMs of their own on a real Ignite cluster, whose nodes are killed, frozen and restarted. */
package methodcache.blackbox.jvms;
