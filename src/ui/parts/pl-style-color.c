/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place with a GtkStyleContext: it is deprecated since GTK 4.10, which has gtk_widget_get_color() instead. */
#include "config.h"

#include "pl-style-color.h"

void
pl_style_color_get (GtkWidget *widget,
                    GdkRGBA   *color)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), color);
}

/* As if the widget had the class. The replacement takes a widget of that class, kept for each colour beside what is
 * drawn; gtk_widget_add_css_class() on the one that draws would have it drawn again for each question. */
void
pl_style_color_get_for_class (GtkWidget  *widget,
                              const char *style_class,
                              GdkRGBA    *color)
{
  GtkStyleContext *context;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (style_class != NULL);

  context = gtk_widget_get_style_context (widget);
  gtk_style_context_save (context);
  gtk_style_context_add_class (context, style_class);
  gtk_style_context_get_color (context, color);
  gtk_style_context_restore (context);
}
