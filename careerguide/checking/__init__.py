"""What is looked at beyond reading: advice to editors, links of the finished site, what a page may weigh."""
