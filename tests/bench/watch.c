/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starts a program and sees what a person sees, through the X server: when its window is there, when it shows
 * something, when it has come to rest, and how long a key takes to change it. The program does not take part. */
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <X11/extensions/Xdamage.h>
#include <X11/keysym.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench-support.h"

/* What has fewer colours is empty: text and icons bring many. */
#define COLOURS 4
/* A window that has something in so many of its strips shows its work, and not only a header bar. */
/* A window's own border and shadow are no content. */
#define MARGIN 32
#define STRIPS 24
#define STRIPS_OF_WORK 16
#define MAX_WINDOWS 16

typedef struct
{
  Display *display;
  int      damage_event;
  Window   windows[MAX_WINDOWS];
  guint    n_windows;
  Window   window;      /* the first that showed something */
  double   mapped;      /* all times from the start of the program; negative while it has not happened */
  double   shown;
  double   filled;
  double   last;
  double   began;
} Watch;

static int      settle_ms = 500;
static int      timeout_ms = 60000;
static int      quiet_ms = 150;
static gboolean by_force;
static char    *keys;
static char   **command;

static int
ignore_errors (Display     *display,
               XErrorEvent *event)
{
  return 0;
}

static gboolean
has_colours (XImage *image,
             int     top,
             int     bottom)
{
  guint32 seen[COLOURS];
  guint   n_seen = 0;

  for (int y = top; y < bottom && n_seen < COLOURS; y += 2)
    {
      const guint32 *line = (const guint32 *) (gpointer) (image->data + (gsize) y * (gsize) image->bytes_per_line);

      for (int x = MARGIN; x < image->width - MARGIN && n_seen < COLOURS; x += 2)
        {
          guint32 colour = line[x] & 0xffffff;
          guint   i = 0;

          while (i < n_seen && seen[i] != colour)
            i++;
          if (i == n_seen)
            seen[n_seen++] = colour;
        }
    }

  return n_seen == COLOURS;
}

static void
look (Watch  *watch,
      Window  window)
{
  XWindowAttributes attributes;
  XImage           *image;
  guint             n_strips = 0;

  if (watch->filled >= 0 || !XGetWindowAttributes (watch->display, window, &attributes)
      || attributes.map_state != IsViewable)
    return;

  image = XGetImage (watch->display, window, 0, 0, (guint) attributes.width, (guint) attributes.height, AllPlanes,
                     ZPixmap);
  if (image == NULL)
    return;

  if (watch->shown < 0 && has_colours (image, 0, image->height))
    {
      watch->shown = watch->last;
      watch->window = window;
    }
  for (int i = 0; watch->shown >= 0 && i < STRIPS; i++)
    n_strips += has_colours (image, image->height * i / STRIPS, image->height * (i + 1) / STRIPS);
  if (n_strips >= STRIPS_OF_WORK)
    watch->filled = watch->last;
  XDestroyImage (image);
}

static void
add_window (Watch  *watch,
            Window  window)
{
  XWindowAttributes attributes;

  if (!XGetWindowAttributes (watch->display, window, &attributes) || attributes.class != InputOutput
      || attributes.width <= 64 || attributes.height <= 64 || watch->n_windows == MAX_WINDOWS)
    return;

  watch->windows[watch->n_windows++] = window;
  if (watch->mapped < 0)
    watch->mapped = bench_now () - watch->began;
  XDamageCreate (watch->display, window, XDamageReportNonEmpty);
  XSync (watch->display, False);
}

/* Returns: whether something was painted */
static gboolean
handle (Watch *watch)
{
  gboolean painted = FALSE;

  while (XPending (watch->display))
    {
      XEvent event;

      XNextEvent (watch->display, &event);
      if (event.type == MapNotify && !event.xmap.override_redirect)
        {
          add_window (watch, event.xmap.window);
        }
      else if (event.type == watch->damage_event + XDamageNotify)
        {
          XDamageNotifyEvent *damage = (XDamageNotifyEvent *) &event;

          watch->last = bench_now () - watch->began;
          painted = TRUE;
          XDamageSubtract (watch->display, damage->damage, None, None);
          XFlush (watch->display);
          look (watch, damage->drawable);
        }
    }

  return painted;
}

static void
wait_for_server (Watch *watch,
                 int    milliseconds)
{
  struct pollfd descriptor = { ConnectionNumber (watch->display), POLLIN, 0 };

  if (!XPending (watch->display))
    poll (&descriptor, 1, milliseconds);
}

static void
press (Watch *watch,
       char   key)
{
  char    name[] = { key, '\0' };
  KeySym  symbol = key == '<' ? XK_BackSpace : key == '^' ? XK_f : key == '-' ? XK_minus : XStringToKeysym (name);
  KeyCode control = XKeysymToKeycode (watch->display, XK_Control_L);
  KeyCode code = XKeysymToKeycode (watch->display, symbol);

  if (key == '^')
    XTestFakeKeyEvent (watch->display, control, True, 0);
  XTestFakeKeyEvent (watch->display, code, True, 0);
  XTestFakeKeyEvent (watch->display, code, False, 0);
  if (key == '^')
    XTestFakeKeyEvent (watch->display, control, False, 0);
  XFlush (watch->display);
}

/* '<' is the backspace key, and '^' Ctrl+F, which is not counted. */
static void
type (Watch *watch)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  XSetInputFocus (watch->display, watch->window, RevertToParent, CurrentTime);
  XSync (watch->display, False);
  g_usleep (400 * 1000);
  handle (watch);

  for (const char *key = keys; *key != '\0'; key++)
    {
      double began = bench_now ();
      double first = -1;
      double last = began;

      press (watch, *key);
      while (bench_now () - last < quiet_ms * (first < 0 ? 4 : 1))
        {
          wait_for_server (watch, 5);
          if (!handle (watch))
            continue;
          last = bench_now ();
          if (first < 0)
            first = last - began;
        }
      if (*key != '^' && first >= 0)
        g_array_append_val (times, first);
    }

  bench_print ("keys", times->len);
  bench_print ("key-median", bench_median (times));
  bench_print ("key-worst", bench_max (times));
}

static void
print_status (pid_t pid)
{
  g_autofree char *stat_path = g_strdup_printf ("/proc/%d/stat", pid);
  g_autofree char *stat = NULL;

  bench_print ("rss-kib", bench_memory (pid, "Rss") / 1024);

  if (g_file_get_contents (stat_path, &stat, NULL, NULL))
    {
      g_auto (GStrv) words = g_strsplit (strrchr (stat, ')') + 2, " ", 0);

      bench_print ("cpu", (g_ascii_strtod (words[11], NULL) + g_ascii_strtod (words[12], NULL)) * 1e3
                   / (double) sysconf (_SC_CLK_TCK));
    }
}

/* As the cross in the corner does. */
static void
close_window (Watch *watch)
{
  XEvent event = { .xclient = { .type = ClientMessage, .window = watch->window, .format = 32 } };

  event.xclient.message_type = XInternAtom (watch->display, "WM_PROTOCOLS", False);
  event.xclient.data.l[0] = (long) XInternAtom (watch->display, "WM_DELETE_WINDOW", False);
  XSendEvent (watch->display, watch->window, False, NoEventMask, &event);
  XFlush (watch->display);
}

/* Without a window to close, or when it asks a question instead, by force; like that with --kill. */
static void
end (Watch *watch,
     pid_t  pid)
{
  if (by_force)
    kill (pid, SIGKILL);
  else if (watch->window != None)
    close_window (watch);
  else
    kill (pid, SIGTERM);

  for (guint i = 0; waitpid (pid, NULL, WNOHANG) == 0; i++)
    {
      if (i == 500)
        kill (pid, SIGKILL);
      g_usleep (10 * 1000);
    }
}

static gboolean
run (Watch *watch)
{
  pid_t    pid;
  gboolean rested = FALSE;

  watch->began = bench_now ();
  pid = fork ();
  if (pid == 0)
    {
      prctl (PR_SET_PDEATHSIG, SIGTERM);
      close (ConnectionNumber (watch->display));
      execvp (command[0], command);
      _exit (127);
    }

  while (!rested && bench_now () - watch->began < timeout_ms && waitpid (pid, NULL, WNOHANG) == 0)
    {
      wait_for_server (watch, 20);
      handle (watch);
      rested = watch->shown >= 0 && bench_now () - watch->began - watch->last > settle_ms;
    }

  if (rested)
    {
      bench_print ("mapped", watch->mapped);
      bench_print ("shown", watch->shown);
      if (watch->filled >= 0)
        bench_print ("filled", watch->filled);
      bench_print ("settled", watch->last);
      print_status (pid);
      if (keys != NULL)
        type (watch);
    }
  end (watch, pid);

  return rested;
}

int
main (int   argc,
      char *argv[])
{
  const GOptionEntry entries[] = {
    { "settle", 0, 0, G_OPTION_ARG_INT, &settle_ms, "Rest is when nothing was painted for so long", "MS" },
    { "timeout", 0, 0, G_OPTION_ARG_INT, &timeout_ms, "Give up after", "MS" },
    { "kill", 0, 0, G_OPTION_ARG_NONE, &by_force, "End it as a crash would", NULL },
    { "keys", 0, 0, G_OPTION_ARG_STRING, &keys, "Type this then", "TEXT" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &command, NULL, "COMMAND…" },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError)         error = NULL;
  Watch                      watch = { .mapped = -1, .shown = -1, .filled = -1 };
  int                        error_event;
  gboolean                   rested;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || command == NULL)
    g_error ("watch: %s", error != NULL ? error->message : "no command");

  watch.display = XOpenDisplay (NULL);
  if (watch.display == NULL || !XDamageQueryExtension (watch.display, &watch.damage_event, &error_event))
    g_error ("watch: no display that tells of damage");
  XSetErrorHandler (ignore_errors);
  XSelectInput (watch.display, DefaultRootWindow (watch.display), SubstructureNotifyMask);
  XSync (watch.display, False);

  rested = run (&watch);
  XCloseDisplay (watch.display);

  return rested ? 0 : 1;
}
