/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window: left the list of links, right the chosen link; on a narrow screen one after the other. */
#pragma once

#include <adwaita.h>

#include "core/session/pl-workspace.h"

G_BEGIN_DECLS

/* How pages and dialogs plug in
 *
 * Properties with notify, to bind to in pl-window.ui (<lookup name="session">PlWindow</lookup>):
 *   workspace  PlWorkspace, NULL until it is open
 *   session    PlSession, NULL until an account is open; becomes another one when the merchant changes the account
 *   link-id    the chosen link's id, NULL when none is; the list selects it, the link page shows it
 *   folded     TRUE while list and link page stand one after the other
 *
 * List pane: PlLinksPane in pl-window.ui. It activates win.open-link when a link is chosen and follows link-id.
 * Link page: a widget with the properties "session" and "link-id" (both nullable), the child of `link_bin` in
 *   pl-window.ui. It brings its own AdwHeaderBar with, at its start, a button for win.back that is visible while
 *   "folded", and beneath it a PlEnvironmentBar; the empty page in pl-window.ui shows how.
 * Dialogs: AdwWindow, modal, transient for the window; they take a PlSession, carry a PlEnvironmentBar, implement
 *   PlForm (pl-form.h), and are presented in present_new_link() and present_share() of pl-window-actions.c.
 *
 * Actions of the window, from anywhere inside it with gtk_widget_activate_action():
 *   win.new-link                    an empty New Link form
 *   win.new-link-from   s (template id) the form filled from that template
 *   win.templates                   all templates
 *   win.save-template   s (link id) asks under which name that link is to be kept as a template
 *   win.duplicate-link  s (link id) the form filled from that link, reference and order number fresh
 *   win.edit-link       s (link id) the form that changes that link
 *   win.edit-last-day   s (link id) the same, at the last day
 *   win.switch-off      s (link id) asks whether to switch it off for good
 *   win.bulk            s           asks before the picked links are extended, sent or switched off ("extend", "share",
 *                                   "switch-off")
 *   win.batch           x (batch)   what became of many changes at once; win.batches: of which
 *   win.mend-intent     x (intent)  the form or the share dialog filled from a refused change
 *   win.share           s (link id) the share dialog
 *   win.open-link       s (link id) the link page (pl_window_open_link())
 *   win.show-at-counter s (link id) fills a screen for the customer with that link (pl-counter-window.h)
 *   win.show-chosen-at-counter      the same with the chosen link, without one as win.counter
 *   win.counter                     the same, and asks for an amount first
 *   win.back                        from the link page to the list while folded, from "Add an Account" to the list
 *   win.search                      begins a search in the list
 *   win.refresh                     asks Payroc what is new
 *   win.account         s (id)      opens another account; its state is the open one
 *   win.add-account  win.account-settings  win.connect  win.try-out  win.replace-key  win.unlock  win.reopen
 *
 * Toasts: pl_toaster_show() from any widget in the window or in a dialog above it. What the outbox has done (made,
 *   sent, changed, switched off) and what the refresh found (paid) is told by the window itself. */
#define PL_TYPE_WINDOW (pl_window_get_type ())
G_DECLARE_FINAL_TYPE (PlWindow, pl_window, PL, WINDOW, AdwApplicationWindow)

GtkWidget   *pl_window_new           (GtkApplication *application);
void         pl_window_set_workspace (PlWindow       *self,
                                      PlWorkspace    *workspace);
/* The data in that folder could not be opened: say so, and offer to try again (app.open-workspace). */
void         pl_window_show_failure  (PlWindow       *self,
                                      const GError   *error,
                                      const char     *directory);

PlSession   *pl_window_get_session   (PlWindow       *self);

/* Closes it for good, also when closing means watching on without a window. */
void         pl_window_quit          (PlWindow       *self);
/* It was closed, and is let go though somebody may hold it still: whatever it waits for is given up, and told to
 * nobody. For the application, from which a window goes that was never on the screen, too. */
void         pl_window_end           (PlWindow       *self);
/* Whether it was. */
gboolean     pl_window_is_over       (PlWindow       *self);

/* These wait for the workspace when it is not open yet, the next three for an account. Of what waits, the latest is
 * done, if the merchant does not do something else meanwhile. */
void         pl_window_try_out       (PlWindow       *self);
void         pl_window_new_link      (PlWindow       *self);
/* The list with what these words find, whatever filter it had. */
void         pl_window_search        (PlWindow       *self,
                                      const char     *words);
/* A customer looks at this very screen: nothing of the shop, and nothing above the code, must stand there. */
gboolean   pl_window_is_before_customer (PlWindow    *self);
/* FALSE: a customer looks at this very screen, and the merchant's list must not stand there: the counter came forward.
 * timestamp: 0 for none. */
gboolean   pl_window_come_forward    (PlWindow       *self,
                                      guint32         timestamp);
void         pl_window_open_counter  (PlWindow       *self);
void         pl_window_connect_custom (PlWindow      *self,
                                       const char    *api_url,
                                       const char    *identity_url);

void         pl_window_show_link     (PlWindow       *self,
                                      const char     *account_id,
                                      const char     *link_id);

void         pl_window_open_account  (PlWindow       *self,
                                      PlAccount      *account);
void         pl_window_open_link     (PlWindow       *self,
                                      const char     *link_id);

G_END_DECLS
