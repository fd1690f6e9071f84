/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the list's place when it was read and shows nothing. */
#include "config.h"

#include "pl-links-none.h"

void
pl_links_none_show (GtkStack   *stack,
                    const char *page)
{
  g_return_if_fail (GTK_IS_STACK (stack));
  g_return_if_fail (page != NULL);

  if (gtk_stack_get_child_by_name (stack, page) == NULL)
    {
      g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (PL_RESOURCES "pl-links-none.ui");

      gtk_stack_add_named (stack, GTK_WIDGET (gtk_builder_get_object (builder, page)), page);
    }
  gtk_stack_set_visible_child_name (stack, page);
}
